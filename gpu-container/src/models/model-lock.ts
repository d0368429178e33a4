import { z } from 'zod';

/** Lies beside the files of a model. */
export const MODEL_LOCK_FILE = 'model.lock.json';

/**
 * What was pulled: the bytes this machine, and every machine its folder is copied to, goes on trusting.
 * @example { "schemaVersion": 1, "id": "gtcrn", "origin": "github.com", "files": [{ "path": "gtcrn_simple.onnx", "sha256": "b471…", "sizeBytes": 535190, "pinnedBy": "catalogue" }] }
 */
export const ModelLock = z.strictObject({
  schemaVersion: z.literal(1),
  id: z.string(),
  /** Where the files came from, for people. */
  origin: z.string(),
  /** The origin's commit at that time, where it told. */
  commit: z.string().optional(),
  files: z.array(
    z.strictObject({
      path: z.string(),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
      sizeBytes: z.number().int().nonnegative(),
      /** Who vouches: this catalogue, a digest the publisher named, or nobody but the first pull. */
      pinnedBy: z.enum(['catalogue', 'publisher', 'first-pull']),
    }),
  ),
});
export type ModelLock = z.infer<typeof ModelLock>;
