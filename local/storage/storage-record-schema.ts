import { z } from 'zod';

/** What an event is made of; where the blob can be reached is added when it is delivered, as the port may change. */
const storedEventSchema = z.strictObject({
  id: z.string(),
  createdAtMs: z.number(),
  api: z.enum(['PutBlob', 'PutBlockList', 'CopyBlob']),
  container: z.string(),
  blob: z.string(),
  etag: z.string(),
  contentLength: z.number(),
  contentType: z.string(),
  blobType: z.string(),
});

/** One journal record of the storage. */
export const storageRecordSchema = z.discriminatedUnion('kind', [
  /**
   * A document of Azurite's metadata was inserted or updated. A blob's creation and the event about it are one record:
   * neither survives a crash without the other.
   */
  z.strictObject({
    kind: z.literal('document'),
    collection: z.string(),
    id: z.int(),
    /** As `documentCodec` encodes it, without the fields Loki adds. */
    document: z.record(z.string(), z.unknown()),
    event: storedEventSchema.optional(),
  }),
  z.strictObject({ kind: z.literal('document-removed'), collection: z.string(), id: z.int() }),
  /** A snapshot's record of an event that is not handled yet. */
  z.strictObject({ kind: z.literal('event'), event: storedEventSchema, failedAttempts: z.int() }),
  z.strictObject({ kind: z.literal('event-failed'), id: z.string(), failedAttempts: z.int(), reason: z.string() }),
  z.strictObject({ kind: z.literal('event-handled'), id: z.string() }),
]);

/** A durable change of the storage's metadata or of its events. */
export type StorageRecord = z.output<typeof storageRecordSchema>;

/** A blob's creation, as it is kept until its event is handled. */
export type StoredEvent = Readonly<z.output<typeof storedEventSchema>>;
