import type { FaceMesh } from '../../../pipeline/faces/face-mesh.js';
import type { HeadPose } from '../../../pipeline/faces/measure-pose.js';

/** One face in one picture. Lengths in pixels of the small picture. */
export interface Sighting {
  readonly mesh: FaceMesh;
  readonly pose: HeadPose;
  /** A thumbnail of mouth and chin, to see when something comes before them. */
  readonly lowerFace: Float32Array;
}

/** A face followed from picture to picture. */
export interface FollowedFace {
  /** Frame of the first sighting; one sighting for each frame from there. */
  readonly firstFrame: number;
  readonly sightings: readonly Sighting[];
  /** What the identity model said, with how much each counts. */
  readonly identities: ReadonlyArray<Readonly<{ vector: Float32Array; weight: number }>>;
}
