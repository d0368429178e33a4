import { z } from 'zod';
import { ArtifactRef } from './artifact-ref.js';

/** The re-rendered runs of a picture in order, without overlap; everything between them stays the source's own packets. */
export const LipManifest = z.strictObject({
  runs: z.array(
    z.strictObject({
      /** A closed key frame of the frame index. */
      firstFrame: z.number().int().nonnegative(),
      /** The first frame after the run: a closed key frame too, or the number of frames. */
      endFrame: z.number().int().positive(),
      /** The encoded pictures, an MP4 with one packet per picture; absent when nothing in the run was changed. */
      picture: ArtifactRef.optional(),
      report: ArtifactRef,
      /** Stills side by side: source above, dub below. */
      sheet: ArtifactRef.optional(),
    }),
  ),
});
export type LipManifest = z.infer<typeof LipManifest>;
