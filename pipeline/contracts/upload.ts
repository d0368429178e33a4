import { z } from 'zod';
import { Sha256 } from './artifact-ref.js';
import { SourceFile } from './source-file.js';

/** The body of `POST /uploads`. With `sha256` known, bytes already stored need no second upload. */
export const UploadRequest = z.strictObject({
  name: z.string().min(1).max(255),
  sizeBytes: z.number().int().nonnegative(),
  mediaType: z.string().default('application/octet-stream'),
  sha256: Sha256.optional(),
});
export type UploadRequest = z.infer<typeof UploadRequest>;

/**
 * The answer: `source` goes into the job request as it is. `uploadUrl` is a signed block-blob address, absent when
 * the bytes are there already; the same request gives the same blob, so an interrupted upload goes on where it stopped.
 */
export const UploadGrant = z.strictObject({
  source: SourceFile,
  uploadUrl: z.string().optional(),
  expiresAt: z.string().optional(),
});
export type UploadGrant = z.infer<typeof UploadGrant>;
