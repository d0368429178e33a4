import { z } from 'zod';

/** Lower-case hexadecimal SHA-256. */
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/**
 * Names immutable bytes in the artifact store by their content.
 * @example { "sha256": "9f86d0…", "sizeBytes": 1039584, "mediaType": "video/mp4" }
 */
export const ArtifactRef = z.strictObject({
  sha256: Sha256,
  sizeBytes: z.number().int().nonnegative(),
  mediaType: z.string(),
});
export type ArtifactRef = z.infer<typeof ArtifactRef>;
