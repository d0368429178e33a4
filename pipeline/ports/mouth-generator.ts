import type { FaceBox, PicturePoint, RgbPicture } from './face-detector.js';

/** One frame whose mouth shall say something else. */
export interface SilentFrame {
  readonly picture: RgbPicture;
  /** The face, from the forehead to the chin. */
  readonly box: FaceBox;
  /** The 478 points of the face mesh, in pixels of the picture; an engine that needs none leaves them unread. */
  readonly points: readonly PicturePoint[];
  /** When it is first shown, in ms from the first sample of the sound. */
  readonly timeMs: number;
}

/** A face, or the lower part of one, that says what is heard. Blending it in is not the generator's work. */
export interface SpeakingPatch {
  readonly patch: RgbPicture;
  /** Where it belongs in the frame, edge to edge; the patch is stretched to fit. */
  readonly box: FaceBox;
}

export interface GenerateMouthsParams {
  /** What the mouth shall say: mono 16 kHz, −1…1. */
  readonly samples: Float32Array;
  /** In order of time. Held a batch at a time. */
  readonly frames: AsyncIterable<SilentFrame> | Iterable<SilentFrame>;
  readonly signal: AbortSignal;
}

/** Draws mouths from sound. One patch per frame, in order. Fails with `engine-failed` and `cancelled`. */
export interface MouthGenerator {
  generate(params: GenerateMouthsParams): AsyncIterable<SpeakingPatch>;
}
