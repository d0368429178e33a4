import { z } from 'zod';
import { Sha256 } from './artifact-ref.js';

/** Names become addresses, and there `..` climbs out of the container: a name is only what lies inside. */
const BlobName = z
  .string()
  .min(1)
  .max(1024)
  .refine(
    (name) => name.split(/[/\\]/).every((part) => part !== '.' && part !== '..'),
    'expected a blob name without . or .. parts',
  );

/**
 * Where a file of a request comes from: a blob that was uploaded, or bytes the artifact store already holds.
 * @example { "kind": "blob", "container": "uploads", "blob": "3f2a…/talk.mp4", "name": "talk.mp4" }
 */
export const SourceFile = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('blob'),
    container: z.enum(['inbox', 'uploads']),
    blob: BlobName,
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
