import type { RgbPicture } from './face-detector.js';

/** Makes a picture larger and sharper than interpolation would. */
export interface PictureEnlarger {
  /** Sides grow by this whole factor. */
  readonly factor: number;
  /** Memory does not grow with the picture but for the answer itself. */
  enlarge(picture: RgbPicture, signal: AbortSignal): Promise<RgbPicture>;
}
