import type { StereoBlock } from './create-spectral-filter.js';
import { dbFromPower } from './decibels.js';

/** Measures how wide a stereo programme is as it streams by. */
export interface ImageMeter {
  push(block: StereoBlock): void;
  /** Energy of left−right against left+right, in dB; −200 for mono, 0 for unrelated channels or one silent channel. */
  sideToMidDb(): number;
}

/** Builds a meter that has heard nothing. */
export function createImageMeter(): ImageMeter {
  let mid = 0;
  let side = 0;
  const push = ({ left, right }: StereoBlock): void => {
    for (let i = 0; i < left.length; i++) {
      const l = left[i] ?? 0;
      const r = right[i] ?? 0;
      mid += (l + r) ** 2;
      side += (l - r) ** 2;
    }
  };
  return { push, sideToMidDb: () => (mid === 0 && side === 0 ? -200 : dbFromPower(side / Math.max(mid, 1e-20))) };
}
