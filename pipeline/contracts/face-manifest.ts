import { z } from 'zod';
import { ArtifactRef } from './artifact-ref.js';

/** The stretches in which the faces of a source were looked for, in order: tracks and landmarks of each. */
export const FaceManifest = z.strictObject({
  parts: z.array(z.strictObject({ faces: ArtifactRef, landmarks: ArtifactRef })),
});
export type FaceManifest = z.infer<typeof FaceManifest>;
