import { z } from 'zod';

const bytes = z.string().transform((text): Buffer => Buffer.from(text, 'base64'));

const storedMessage = z.strictObject({
  sequenceNumber: z.int(),
  messageId: z.string(),
  enqueuedAtMs: z.number(),
  expiresAtMs: z.number().optional(),
  deliveryCount: z.int(),
  isDeferred: z.boolean(),
  deadLetterSource: z.string().optional(),
  content: z.strictObject({
    isDurable: z.boolean(),
    priority: z.number().optional(),
    ttlMs: z.number().optional(),
    annotations: bytes.optional(),
    bare: bytes,
  }),
});

/** One journal record of the broker. Bytes are base64 text in the journal and buffers once parsed. */
export const queueChangeSchema = z.discriminatedUnion('kind', [
  /** A snapshot's first record of a queue: what outlives the messages themselves. */
  z.strictObject({
    kind: z.literal('opened'),
    queue: z.string(),
    lastSequenceNumber: z.int(),
    /** Message ids duplicate detection still remembers, with when each was last taken in. */
    seen: z.array(z.tuple([z.string(), z.number()])),
  }),
  z.strictObject({
    kind: z.literal('enqueued'),
    queue: z.string(),
    messages: z.array(storedMessage).readonly(),
    /** Present when duplicate detection has to remember the ids: when they were taken in. */
    seenAtMs: z.number().optional(),
  }),
  z.strictObject({ kind: z.literal('removed'), queue: z.string(), sequenceNumbers: z.array(z.int()) }),
  /** A lock ended and the message stays, either visible again or set aside. */
  z.strictObject({
    kind: z.literal('returned'),
    queue: z.string(),
    sequenceNumber: z.int(),
    deliveryCount: z.int(),
    isDeferred: z.boolean(),
    /** Present when the receiver changed application properties. */
    bare: bytes.optional(),
  }),
  /** The message left `queue` and is, from the same instant, in `deadLetterQueue`. */
  z.strictObject({
    kind: z.literal('dead-lettered'),
    queue: z.string(),
    sequenceNumber: z.int(),
    deadLetterQueue: z.string(),
    message: storedMessage,
  }),
]);

/** A durable change of one queue, or of a queue and its dead-letter queue at once. */
export type QueueChange = z.output<typeof queueChangeSchema>;
