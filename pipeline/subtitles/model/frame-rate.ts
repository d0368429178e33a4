/** A frame rate as an exact fraction, because 29.97 is not a number. */
export interface FrameRate {
  readonly numerator: number;
  readonly denominator: number;
}

/** Used where there is no picture to tell. */
export const defaultFrameRate: FrameRate = { numerator: 25, denominator: 1 };

/** The frame that is nearest to a time in ms. */
export const toFrame = (ms: number, rate: FrameRate): number =>
  Math.round((ms * rate.numerator) / (1000 * rate.denominator));

/** The first whole frame at or after a time in ms (with a thousandth of a frame forgiven for rounding). */
export const toFrameCeil = (ms: number, rate: FrameRate): number =>
  Math.ceil((ms * rate.numerator) / (1000 * rate.denominator) - 0.001);

/** The time of a frame in whole ms. */
export const toMs = (frame: number, rate: FrameRate): number =>
  Math.round((frame * 1000 * rate.denominator) / rate.numerator);

/** Half a second in whole frames: 12 at 24, 23.976 and 25 (12.5 goes down), 15 at 29.97. */
export const halfSecondFrames = (rate: FrameRate): number =>
  Math.max(1, Math.ceil(rate.numerator / rate.denominator / 2 - 0.5));
