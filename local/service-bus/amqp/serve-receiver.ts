import type { Delivery, EventContext, Sender } from 'rhea';
import { z } from 'zod';
import { BrokerError } from '../broker-error.js';
import type { MessageQueue } from '../message-queue.js';
import { DispositionWriter } from './disposition-writer.js';
import { linkInternals } from './link-internals.js';
import { lockTokenTag } from './lock-token-tag.js';
import type { QueueDispatcher } from './queue-dispatcher.js';

const properties = z.record(z.string(), z.unknown());

/** The outcome of a delivery as the receiver states it; what it leaves out arrives as null or not at all. */
const modifiedSchema = z.object({
  undeliverable_here: z.boolean().nullish(),
  message_annotations: properties.nullish(),
});

const rejectedSchema = z.object({ error: z.object({ info: properties.nullish() }).nullish() });

/** A queue and who hands out its messages. */
export interface ServeReceiverParams {
  readonly queue: MessageQueue;
  readonly dispatcher: QueueDispatcher;
}

/** Serves a client that receives from a queue: sends it messages for its credit and applies how it settles them. */
export function serveReceiver(link: Sender, { queue, dispatcher }: ServeReceiverParams): void {
  const { local, remote } = linkInternals(link);
  local.attach.snd_settle_mode = remote.attach.snd_settle_mode ?? 0;
  local.attach.rcv_settle_mode = remote.attach.rcv_settle_mode ?? 0;
  const dispositions = DispositionWriter.of(link.session);
  const settle = (context: EventContext, apply: (lockToken: string, state: unknown) => Promise<void>): void => {
    const { delivery } = context;
    if (!delivery) return;
    const settled = applyOutcome(delivery, apply);
    settled.then(
      () => dispositions.accept(delivery),
      (error) => dispositions.reject(delivery, BrokerError.from(error)),
    );
  };
  link.on('accepted', (context) => settle(context, (lockToken) => queue.complete(lockToken)));
  link.on('released', (context) => settle(context, (lockToken) => queue.release(lockToken)));
  link.on('modified', (context) => settle(context, (lockToken, state) => modify(queue, lockToken, state)));
  link.on('rejected', (context) => settle(context, (lockToken, state) => reject(queue, lockToken, state)));
  link.on('sender_flow', () => dispatcher.pump());
  dispatcher.add(link);
  dispatcher.pump();
}

/** Turns what is thrown at once, such as a lost lock, into a rejection as well. */
async function applyOutcome(
  delivery: Delivery,
  apply: (lockToken: string, state: unknown) => Promise<void>,
): Promise<void> {
  await apply(lockTokenTag.fromTag(delivery.tag), delivery.remote_state);
}

function modify(queue: MessageQueue, lockToken: string, state: unknown): Promise<void> {
  const modified = modifiedSchema.parse(state);
  const changes = modified.message_annotations ?? undefined;
  return modified.undeliverable_here === true ? queue.defer(lockToken, changes) : queue.abandon(lockToken, changes);
}

function reject(queue: MessageQueue, lockToken: string, state: unknown): Promise<void> {
  const info = rejectedSchema.parse(state).error?.info ?? {};
  const { DeadLetterReason: reason, DeadLetterErrorDescription: description, ...rest } = info;
  return queue.deadLetter(lockToken, {
    reason: typeof reason === 'string' ? reason : undefined,
    description: typeof description === 'string' ? description : undefined,
    properties: rest,
  });
}
