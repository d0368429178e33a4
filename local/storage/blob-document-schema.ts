import { z } from 'zod';

/** What is read of a blob's document in Azurite's metadata. */
export const blobDocumentSchema = z.object({
  $loki: z.int(),
  containerName: z.string(),
  name: z.string(),
  /** Empty for the blob itself. */
  snapshot: z.string(),
  /** False for one that only has staged blocks. */
  isCommitted: z.boolean(),
  properties: z.object({
    etag: z.string(),
    contentLength: z.number().default(0),
    contentType: z.string().default('application/octet-stream'),
    blobType: z.string().default('BlockBlob'),
    copyId: z.string().optional(),
  }),
  /** Where the content is: one place, or one per block. */
  persistency: z.unknown().optional(),
  committedBlocksInOrder: z.array(z.object({ persistency: z.unknown().optional() })).optional(),
});

/** A blob as Azurite knows it. */
export type BlobDocument = z.output<typeof blobDocumentSchema>;
