import type { UntouchedReason } from '../contracts/speaking-faces.js';

/** One frame of a track, as far as finding the speaker needs it. */
export interface SeenFrame {
  readonly timeMs: number;
  /** When the next frame of the track begins, or the track ends. */
  readonly endMs: number;
  /** As `lipMotion` gives it, less its slow part. */
  readonly motion: Float64Array;
  /** How fast the mouth opens or closes, in distances between the eyes per second. */
  readonly speed: number;
  /** Why this mouth cannot be made to speak in this frame; undefined where it can. */
  readonly fault: Extract<UntouchedReason, 'too-small' | 'profile' | 'hidden'> | undefined;
}

/** A track with what its mouth does. */
export interface SeenTrack {
  /** Index into the face manifest's parts, and the id of the track there. */
  readonly part: number;
  readonly trackId: string;
  readonly person: string;
  readonly frames: readonly SeenFrame[];
}
