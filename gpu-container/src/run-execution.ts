import { setTimeout as delay } from 'node:timers/promises';
import type { ServiceBusClient, ServiceBusReceivedMessage, ServiceBusReceiver } from '@azure/service-bus';
import { TaskMessage } from '../../pipeline/contracts/task-message.js';
import type { TaskResult } from '../../pipeline/contracts/task-result.js';
import type { MessageSender } from '../../pipeline/ports/message-sender.js';
import { queueNames } from '../../pipeline/stages/queue-of.js';
import type { Logger } from '../../platform/logging/logger.js';
import type { Delivery } from './trace/delivery.js';
import { executionContext } from './trace/execution-context.js';

/** Locks are renewed for as long as any stage may take. */
const maxLockRenewalMs = 24 * 60 * 60_000;

export interface RunExecutionDeps {
  readonly client: ServiceBusClient;
  readonly sender: MessageSender;
  readonly queue: string;
  readonly messageWaitMs: number;
  readonly perform: (task: TaskMessage, delivery: Delivery) => Promise<TaskResult>;
  /** Aborted when the replica is asked to stop. */
  readonly shutdown: AbortSignal;
  readonly log: Logger;
}

const maxReasonLength = 1_000;
/** What failed may need a moment: the message is held this long before it is given back, twice as long each time, in ms. */
const firstPauseMs = 500;
const longestPauseMs = 30_000;

/** How an execution ended; every one of them but a crash exits 0, since the queue decides what happens next. */
export type ExecutionEnd = 'idle' | 'completed' | 'abandoned' | 'dead-lettered';

/**
 * One execution of the container job: receives one message, works while its lock is renewed, sends the result,
 * then completes it. The message stays locked until the work is done, so the scaler counts it as running.
 */
export async function runExecution(deps: RunExecutionDeps): Promise<ExecutionEnd> {
  const receiver = deps.client.createReceiver(deps.queue, {
    receiveMode: 'peekLock',
    maxAutoLockRenewalDurationInMs: maxLockRenewalMs,
  });
  try {
    const readyMs = Date.now();
    const message = await receiveOne(receiver, deps);
    if (message === undefined) return 'idle';
    return await settle({ message, delivery: deliveryOf(message, readyMs, deps.queue), receiver }, deps);
  } finally {
    await receiver.close();
  }
}

async function receiveOne(receiver: ServiceBusReceiver, { messageWaitMs, shutdown }: RunExecutionDeps) {
  try {
    const options = { maxWaitTimeInMs: messageWaitMs, abortSignal: shutdown };
    const [message] = await receiver.receiveMessages(1, options);
    return message;
  } catch (error) {
    if (shutdown.aborted) return undefined; // stopped while it waited: nothing was taken
    throw error;
  }
}

function deliveryOf(message: ServiceBusReceivedMessage, readyMs: number, queue: string): Delivery {
  return {
    queue,
    count: (message.deliveryCount ?? 0) + 1,
    enqueuedMs: message.enqueuedTimeUtc?.getTime(),
    readyMs,
    receivedMs: Date.now(),
  };
}

interface Received {
  readonly message: ServiceBusReceivedMessage;
  readonly delivery: Delivery;
  readonly receiver: ServiceBusReceiver;
}

async function settle({ message, delivery, receiver }: Received, deps: RunExecutionDeps): Promise<ExecutionEnd> {
  const parsed = TaskMessage.safeParse(message.body);
  if (!parsed.success) {
    deps.log.error('task.unreadable', { messageId: String(message.messageId) });
    await receiver.deadLetterMessage(message, {
      deadLetterReason: 'message-invalid',
      deadLetterErrorDescription: parsed.error.message.slice(0, 1000),
    });
    return 'dead-lettered';
  }
  const task = parsed.data;
  const { taskId, jobId, stage, attempt } = task;
  const { traceId, spanId, traceparent } = executionContext(task, delivery.count);
  const fields = { taskId, jobId, stage, attempt, traceId, spanId };
  deps.log.info('task.started', { ...fields, units: task.units.length, delivery: delivery.count });
  try {
    const result = await deps.perform(task, delivery);
    await deps.sender.send(queueNames.results, {
      messageId: `res-${task.taskId}:${task.attempt}`,
      body: result,
      traceparent,
    });
    await receiver.completeMessage(message);
    deps.log.info('task.completed', { ...fields, result: result.kind });
    return 'completed';
  } catch (error) {
    const reason = reasonOf(error);
    deps.log.error('task.abandoned', { ...fields, reason });
    await pause(message.deliveryCount ?? 0, deps.shutdown);
    // travels with the message: whoever finds it in the dead-letter queue learns why it got there
    await receiver.abandonMessage(message, { lastFailure: reason.slice(0, maxReasonLength) });
    return 'abandoned';
  }
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
