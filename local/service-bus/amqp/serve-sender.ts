import rhea, { type Delivery, type EventContext, type Receiver } from 'rhea';
import { z } from 'zod';
import { BrokerError } from '../broker-error.js';
import type { MessageQueue } from '../message-queue.js';
import type { IncomingMessage } from '../stored-message.js';
import { decodeMessage } from './decode-message.js';
import { DispositionWriter } from './disposition-writer.js';
import { keepRawPayloads } from './keep-raw-payloads.js';
import { linkInternals } from './link-internals.js';

/** The message format of a batch: each data section of the transfer is one encoded message. */
const BATCH_FORMAT = 0x8001_3700;

/** Credit a sender holds; it is filled up again when half is used. */
const CREDIT = 1_000;

const batchSchema = z.object({
  body: z.object({ content: z.union([z.instanceof(Buffer), z.array(z.instanceof(Buffer))]) }),
});

/** Where a sender's messages go. */
export interface ServeSenderParams {
  readonly queue: MessageQueue;
  readonly maxMessageSizeBytes: number;
}

/** Serves a client that sends to a queue: accepts each transfer once its messages are on disk. */
export function serveSender(link: Receiver, { queue, maxMessageSizeBytes }: ServeSenderParams): void {
  linkInternals(link).local.attach.max_message_size = maxMessageSizeBytes;
  keepRawPayloads(link);
  const dispositions = DispositionWriter.of(link.session);
  link.on('message', (context) => {
    const { delivery } = context;
    if (!delivery) return;
    replenishCredit(link);
    takeIn(context, { delivery, queue, maxMessageSizeBytes }).then(
      () => dispositions.accept(delivery),
      (error) => dispositions.reject(delivery, BrokerError.from(error)),
    );
  });
  link.add_credit(CREDIT);
}

async function takeIn(
  context: EventContext,
  { delivery, queue, maxMessageSizeBytes }: ServeSenderParams & { readonly delivery: Delivery },
): Promise<void> {
  const payload = z.instanceof(Buffer).parse(context.message);
  if (payload.length > maxMessageSizeBytes) {
    throw new BrokerError(
      'amqp:link:message-size-exceeded',
      `The received message (size:${payload.length} bytes) exceeds the limit (${maxMessageSizeBytes} bytes) currently allowed on the link.`,
    );
  }
  await queue.enqueue(decodeTransfer(payload, delivery.format)).durable;
}

function decodeTransfer(payload: Buffer, format: number): readonly IncomingMessage[] {
  if (format !== BATCH_FORMAT) return [decodeMessage(payload)];
  const { content } = batchSchema.parse(rhea.message.decode(payload)).body;
  return [content].flat().map(decodeMessage);
}

function replenishCredit(link: Receiver): void {
  const { credit } = linkInternals(link);
  if (credit <= CREDIT / 2) link.add_credit(CREDIT - credit);
}
