import { z } from 'zod';
import { Sha256 } from './artifact-ref.js';

/**
 * Where a file of a request comes from: a blob that was uploaded, or bytes the artifact store already holds.
 * @example { "kind": "blob", "container": "uploads", "blob": "3f2a…/talk.mp4", "name": "talk.mp4" }
 */
export const SourceFile = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('blob'),
    container: z.enum(['inbox', 'uploads']),
    blob: z.string().min(1).max(1024),
    name: z.string().min(1).max(255),
  }),
  z.strictObject({
    kind: z.literal('artifact'),
    sha256: Sha256,
    sizeBytes: z.number().int().nonnegative(),
    mediaType: z.string(),
    name: z.string().min(1).max(255),
  }),
]);
export type SourceFile = z.infer<typeof SourceFile>;
