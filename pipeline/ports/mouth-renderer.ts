import type { LipShape } from '../contracts/lip-report.js';
import type { UntouchedReason } from '../contracts/speaking-faces.js';
import type { SpeakerRange } from '../lip-sync/speaker-range.js';

/** A picture as the decoder made it, in stored orientation: planes Y, U, V or Y alone, samples of 8 bit or 16-bit little-endian. */
export interface PlanarPicture {
  readonly width: number;
  readonly height: number;
  readonly bitDepth: number;
  readonly bytesPerSample: 1 | 2;
  /** `offset` in bytes from the start of `data`, `stride` in samples; shifts tell how often a plane is halved. */
  readonly planes: ReadonlyArray<{
    readonly offset: number;
    readonly stride: number;
    readonly shiftX: number;
    readonly shiftY: number;
  }>;
  readonly data: Uint8Array;
}

/** A piece of a picture, on even borders, plane by plane in tight rows, samples as in the picture it goes into. */
export interface PlanarCrop {
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  readonly planes: ReadonlyArray<{ readonly width: number; readonly height: number; readonly bytes: Uint8Array }>;
}

/** A mouth that was taken or made for a frame. */
export interface MouthPatch {
  readonly crop: PlanarCrop;
  /**
   * Landmarks of the face in the patch, by slot of the landmark set: x at 2 · slot, y at 2 · slot + 1, in pixels of the
   * picture the crop's box counts in (first pixel at 0). By them it is laid onto the frame's face and bent.
   */
  readonly points: ArrayLike<number>;
  /** Share 0…1 of this mouth in the result; the shares of a frame add up to 1. */
  readonly share: number;
}

/** One frame in which a mouth is wanted. Coordinates as in `MouthPatch`. */
export interface MouthFrame {
  readonly frame: number;
  /** Middle of its exposure on the job's timeline, in ms. */
  readonly timeMs: number;
  readonly points: ArrayLike<number>;
  /** The lips wanted. */
  readonly target: LipShape;
}

/** One stretch of one mouth. */
export interface MouthStretchRequest {
  readonly trackId: string;
  readonly person: string;
  readonly frames: readonly MouthFrame[];
  readonly range: SpeakerRange;
  readonly signal: AbortSignal;
}

/** What a renderer shows in a frame: patches, and the lips they are bent to; as the patches have them when absent. */
export interface RenderedMouth {
  readonly patches: readonly MouthPatch[];
  readonly target?: LipShape;
}

/** A stretch made ready: `untouched` where the renderer would not convince. */
export type PreparedMouths =
  | { readonly kind: 'untouched'; readonly reason: UntouchedReason }
  | {
      readonly kind: 'ready';
      readonly method: 'retrieved' | 'warped' | 'neural';
      /** The mouth of the request's frame number `index`; `picture` is that frame. Asked in order, once each. */
      mouthAt(index: number, picture: PlanarPicture): Promise<RenderedMouth>;
    };

/**
 * Makes mouths that say something else; putting them into the picture (place, jaw, light, soft border, steadiness) is
 * the same for every renderer and not its work. Deterministic for its requests.
 */
export interface MouthRenderer {
  /** All stretches of a run at once, so that what they need of the source is read once; answers in their order. */
  prepare(stretches: readonly MouthStretchRequest[]): Promise<readonly PreparedMouths[]>;
}
