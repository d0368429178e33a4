import { kaiserWindow } from './kaiser-window.js';

/** Finds how high the analogue signal between the samples goes, per sample. */
export interface TruePeakDetector {
  /** Writes the largest magnitude around each sample of `input` to `output`, `delaySamples` late. */
  push(input: Float32Array, output: Float32Array): void;
}

const OVERSAMPLING = 4;
const HALF_TAPS = 8;
/** How much later than the input the detector's output is, in samples. */
export const TRUE_PEAK_DELAY_SAMPLES = HALF_TAPS;

const interpolators = Array.from({ length: OVERSAMPLING - 1 }, (_, index) => {
  const fraction = (index + 1) / OVERSAMPLING;
  const taps = Float64Array.from({ length: 2 * HALF_TAPS }, (_unused, k) => {
    const distance = k - HALF_TAPS + 1 - fraction;
    return (Math.sin(Math.PI * distance) / (Math.PI * distance)) * kaiserWindow(distance / HALF_TAPS, 5);
  });
  const sum = taps.reduce((total, tap) => total + tap, 0);
  return taps.map((tap) => tap / sum);
});
/** No interpolated value can exceed the largest sample by more than this factor. */
const WORST_GAIN = Math.max(...interpolators.map((taps) => taps.reduce((sum, tap) => sum + Math.abs(tap), 0)));

/**
 * Builds a detector with fourfold oversampling (ITU-R BS.1770-4 annex 2) for one channel.
 * Below `ignoreBelow` it may report the plain sample, which saves nearly all the work on quiet parts.
 */
export function createTruePeakDetector(ignoreBelow = 0): TruePeakDetector {
  const length = 2 * HALF_TAPS;
  // The last `length` samples, written twice so that a contiguous view always exists.
  const ring = new Float64Array(2 * length);
  let at = 0;
  let loudFor = 0;
  const push = (input: Float32Array, output: Float32Array): void => {
    for (let i = 0; i < input.length; i++) {
      const sample = input[i] ?? 0;
      ring[at] = sample;
      ring[at + length] = sample;
      at = (at + 1) % length;
      loudFor = Math.abs(sample) * WORST_GAIN >= ignoreBelow ? length : Math.max(0, loudFor - 1);
      output[i] = loudFor > 0 ? interpolatedPeak(ring, at) : Math.abs(ring[at + HALF_TAPS - 1] ?? 0);
    }
  };
  return { push };
}

function interpolatedPeak(ring: Float64Array, oldest: number): number {
  let peak = Math.abs(ring[oldest + HALF_TAPS - 1] ?? 0);
  for (const taps of interpolators) {
    let sum = 0;
    for (let k = 0; k < 2 * HALF_TAPS; k++) sum += (taps[k] ?? 0) * (ring[oldest + k] ?? 0);
    const magnitude = Math.abs(sum);
    if (magnitude > peak) peak = magnitude;
  }
  return peak;
}
