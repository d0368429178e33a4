import { z } from 'zod';
import { ArtifactRef } from './artifact-ref.js';

/** The re-rendered runs of a picture in order; everything between them stays the source's own packets. */
export const LipManifest = z.strictObject({
  runs: z.array(
    z.strictObject({
      firstFrame: z.number().int().nonnegative(),
      endFrame: z.number().int().positive(),
      /** The encoded pictures; absent when nothing in the run was changed. */
      picture: ArtifactRef.optional(),
      report: ArtifactRef,
      /** Stills side by side: source above, dub below. */
      sheet: ArtifactRef.optional(),
    }),
  ),
});
export type LipManifest = z.infer<typeof LipManifest>;
