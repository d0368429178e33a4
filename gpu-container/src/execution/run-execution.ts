import type { ServiceBusClient, ServiceBusReceivedMessage, ServiceBusReceiver } from '@azure/service-bus';
import type { Delivery } from '../trace/delivery.js';
import { type SettleMessageDeps, type Settlement, settleMessage } from './settle-message.js';

/** Locks are renewed for as long as any stage may take. */
const maxLockRenewalMs = 24 * 60 * 60_000;

export interface RunExecutionDeps extends SettleMessageDeps {
  readonly client: ServiceBusClient;
  readonly queue: string;
  /** How long it waits for its first message, in ms. */
  readonly messageWaitMs: number;
  /** How long it waits for another one after a task that went well, in ms; 0 for not at all. */
  readonly lingerMs: number;
  /** Asked after each task that went well, with the messages so far: why it should take no more, if so. */
  readonly recycleReason: (messages: number) => Promise<string | undefined>;
}

/** How an execution ended; every one of them but a crash exits 0, since the queue decides what happens next. */
export interface ExecutionEnd {
  readonly messages: number;
  /** What became of its last message, which may be why it took no more. */
  readonly last: Settlement | undefined;
  readonly reason: string;
}

/**
 * One execution of the container job: receives a message, works while its lock is renewed, sends the result, then
 * completes it. The message stays locked until the work is done, so the scaler counts it as running. What was loaded
 * is worth keeping, so it then waits a short while for another message of its queue. One at a time: a crash loses the
 * message in flight and no other. After a task that did not go well it ends, as nobody knows what that left behind.
 */
export async function runExecution(deps: RunExecutionDeps): Promise<ExecutionEnd> {
  const receiver = deps.client.createReceiver(deps.queue, {
    receiveMode: 'peekLock',
    maxAutoLockRenewalDurationInMs: maxLockRenewalMs,
  });
  try {
    const end = await takeMessages(receiver, deps);
    deps.log.info('execution.ended', { messages: end.messages, reason: end.reason });
    return end;
  } finally {
    await receiver.close();
  }
}

async function takeMessages(receiver: ServiceBusReceiver, deps: RunExecutionDeps): Promise<ExecutionEnd> {
  let last: Settlement | undefined;
  for (let messages = 0; ; messages += 1) {
    const reason = messages === 0 ? undefined : await reasonToEnd(messages, last, deps);
    if (reason !== undefined) return { messages, last, reason };
    const readyMs = Date.now();
    const waitMs = messages === 0 ? deps.messageWaitMs : deps.lingerMs;
    const message = await receiveOne(receiver, waitMs, deps.shutdown);
    if (message === undefined) return { messages, last, reason: deps.shutdown.aborted ? 'shutdown' : 'idle' };
    const delivery = { ...deliveryOf(message, readyMs, deps.queue), isFirst: messages === 0 };
    last = await settleMessage({ message, delivery, receiver }, deps);
  }
}

async function reasonToEnd(messages: number, last: Settlement | undefined, deps: RunExecutionDeps) {
  if (last !== 'done' && last !== undefined) return last;
  if (deps.shutdown.aborted) return 'shutdown';
  return deps.lingerMs === 0 ? 'linger' : deps.recycleReason(messages);
}

async function receiveOne(receiver: ServiceBusReceiver, waitMs: number, shutdown: AbortSignal) {
  try {
    const [message] = await receiver.receiveMessages(1, { maxWaitTimeInMs: waitMs, abortSignal: shutdown });
    return message;
  } catch (error) {
    if (shutdown.aborted) return undefined; // stopped while it waited: nothing was taken
    throw error;
  }
}

function deliveryOf(message: ServiceBusReceivedMessage, readyMs: number, queue: string): Omit<Delivery, 'isFirst'> {
  return {
    queue,
    count: (message.deliveryCount ?? 0) + 1,
    enqueuedMs: message.enqueuedTimeUtc?.getTime(),
    readyMs,
    receivedMs: Date.now(),
  };
}
