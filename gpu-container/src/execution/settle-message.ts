import { setTimeout as delay } from 'node:timers/promises';
import type { ServiceBusReceivedMessage, ServiceBusReceiver } from '@azure/service-bus';
import { TaskMessage } from '../../../pipeline/contracts/task-message.js';
import type { TaskResult } from '../../../pipeline/contracts/task-result.js';
import type { MessageSender } from '../../../pipeline/ports/message-sender.js';
import { queueNames } from '../../../pipeline/stages/queue-of.js';
import type { Logger } from '../../../platform/logging/logger.js';
import type { Delivery } from '../trace/delivery.js';
import { executionContext } from '../trace/execution-context.js';

export interface SettleMessageDeps {
  readonly sender: MessageSender;
  readonly perform: (task: TaskMessage, delivery: Delivery) => Promise<TaskResult>;
  /** Aborted when the replica is asked to stop. */
  readonly shutdown: AbortSignal;
  readonly log: Logger;
}

/** A message under lock. */
export interface ReceivedTask {
  readonly message: ServiceBusReceivedMessage;
  readonly delivery: Delivery;
  readonly receiver: ServiceBusReceiver;
}

/** How a message was settled: `failed` tasks are completed messages too, their failure is in the result. */
export type Settlement = 'done' | 'failed' | 'abandoned' | 'dead-lettered';

const maxReasonLength = 1_000;
/** What failed may need a moment: the message is held this long before it is given back, twice as long each time, in ms. */
const firstPauseMs = 500;
const longestPauseMs = 30_000;

/** Works one message through and settles it: the result is sent first, and then the message is completed. */
export async function settleMessage(received: ReceivedTask, deps: SettleMessageDeps): Promise<Settlement> {
  const { message, delivery, receiver } = received;
  const parsed = TaskMessage.safeParse(message.body);
  if (!parsed.success) return refuseUnreadable(received, parsed.error.message, deps);
  const task = parsed.data;
  const { taskId, jobId, stage, attempt } = task;
  const { traceId, spanId } = executionContext(task, delivery.count);
  const fields = { taskId, jobId, stage, attempt, traceId, spanId };
  deps.log.info('task.started', { ...fields, units: task.units.length, delivery: delivery.count });
  try {
    const { kind } = await work(task, received, deps);
    deps.log.info('task.completed', { ...fields, result: kind });
    return kind === 'done' ? 'done' : 'failed';
  } catch (error) {
    const reason = reasonOf(error);
    deps.log.error('task.abandoned', { ...fields, reason });
    await pause(message.deliveryCount ?? 0, deps.shutdown);
    // travels with the message: whoever finds it in the dead-letter queue learns why it got there
    await receiver.abandonMessage(message, { lastFailure: reason.slice(0, maxReasonLength) });
    return 'abandoned';
  }
}

/**
 * A process that was at work since before an upgrade may lack what a newer app says: it gives the message back and ends.
 * One that was just started knows as much as any there is.
 */
async function refuseUnreadable(
  { message, delivery, receiver }: ReceivedTask,
  why: string,
  { shutdown, log }: SettleMessageDeps,
): Promise<Settlement> {
  log.error('task.unreadable', { messageId: String(message.messageId) });
  const reason = why.slice(0, maxReasonLength);
  if (delivery.isFirst) {
    const told = { deadLetterReason: 'message-invalid', deadLetterErrorDescription: reason };
    await receiver.deadLetterMessage(message, told);
    return 'dead-lettered';
  }
  await pause(message.deliveryCount ?? 0, shutdown);
  await receiver.abandonMessage(message, { lastFailure: reason });
  return 'abandoned';
}

async function work(task: TaskMessage, received: ReceivedTask, deps: SettleMessageDeps): Promise<TaskResult> {
  const { message, delivery, receiver } = received;
  const result = await deps.perform(task, delivery);
  await deps.sender.send(queueNames.results, {
    messageId: `res-${task.taskId}:${task.attempt}`,
    body: result,
    traceparent: executionContext(task, delivery.count).traceparent,
  });
  await receiver.completeMessage(message);
  return result;
}

async function pause(failures: number, shutdown: AbortSignal): Promise<void> {
  const delayMs = Math.min(longestPauseMs, firstPauseMs * 2 ** failures);
  await delay(delayMs, undefined, { signal: shutdown }).catch(() => undefined); // shutdown ends the pause early
}

/** Errors of the storage SDK may have no message where the answer had no body: then its status is all there is to say. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return withoutQueries(String(error));
  const status = 'statusCode' in error && typeof error.statusCode === 'number' ? ` (status ${error.statusCode})` : '';
  return withoutQueries(error.message) || `${error.name}${status}`;
}

/** Addresses in errors of the SDK may be signed: what stands after the question mark stays here. */
function withoutQueries(text: string): string {
  return text.replace(/(https?:\/\/[^\s?"']+)\?[^\s"']*/g, '$1');
}
