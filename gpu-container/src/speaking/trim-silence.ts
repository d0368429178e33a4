/** Where speech begins and ends, in samples. */
export interface SpeechBounds {
  readonly from: number;
  readonly to: number;
}

/** −50 dBFS: synthetic voices are silent to the bit, or nearly. */
const THRESHOLD = 100;
/** Kept on both sides so that soft onsets are not clipped. */
const MARGIN_MS = 8;

/** Finds the part of a mono sound that is not silence; empty (`from` = `to`) when all of it is. */
export function trimSilence(samples: Int16Array, sampleRateHz: number): SpeechBounds {
  const isLoud = (sample: number): boolean => Math.abs(sample) > THRESHOLD;
  const first = samples.findIndex(isLoud);
  if (first < 0) return { from: 0, to: 0 };
  const last = samples.findLastIndex(isLoud);
  const margin = Math.round((sampleRateHz * MARGIN_MS) / 1000);
  return { from: Math.max(0, first - margin), to: Math.min(samples.length, last + 1 + margin) };
}
