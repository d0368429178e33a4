import type { MouthTraits } from './describe-mouth.js';

/** One face in one frame as the renderer needs it. */
export interface SeenFace {
  readonly frame: number;
  /** Landmarks by slot in pixels of the stored picture, first pixel at 0. */
  readonly points: Float64Array;
  readonly traits: MouthTraits;
  /** Whether its mouth may be changed, or taken for another frame: seen whole, not from the side. */
  readonly isUsable: boolean;
}
