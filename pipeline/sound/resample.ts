import { kaiserWindow } from './kaiser-window.js';

export interface ResampleParams {
  readonly samples: Float32Array;
  readonly fromHz: number;
  readonly toHz: number;
}

/** Half the filter's length in input samples (longer when the rate goes down, so that nothing aliases). */
const HALF_TAPS = 24;
/** Pass band as a share of the lower Nyquist frequency. */
const PASS_BAND = 0.94;
const KAISER_BETA = 9;

/**
 * Changes the sample rate of one channel with a windowed-sinc filter, without delay.
 * The result has `round(length · toHz / fromHz)` samples. Rates are whole numbers of Hz.
 */
export function resample({ samples, fromHz, toHz }: ResampleParams): Float32Array {
  if (fromHz === toHz) return samples;
  const divisor = greatestCommonDivisor(fromHz, toHz);
  const up = toHz / divisor;
  const down = fromHz / divisor;
  const bank = designBank(up, Math.min(1, toHz / fromHz) * PASS_BAND);
  const output = new Float32Array(Math.round((samples.length * toHz) / fromHz));
  for (let n = 0; n < output.length; n++) {
    const position = n * down;
    const base = Math.floor(position / up);
    const taps = bank[position - base * up] ?? new Float64Array(0);
    const first = base - taps.length / 2 + 1;
    const from = Math.max(0, -first);
    const to = Math.min(taps.length, samples.length - first);
    let sum = 0;
    for (let k = from; k < to; k++) sum += (samples[first + k] ?? 0) * (taps[k] ?? 0);
    output[n] = sum;
  }
  return output;
}

/** One filter per phase; `cutoff` is the pass band as a share of the input's Nyquist frequency. */
function designBank(phases: number, cutoff: number): Float64Array[] {
  const half = Math.ceil(HALF_TAPS / Math.min(1, cutoff / PASS_BAND));
  return Array.from({ length: phases }, (_, phase) => {
    const taps = new Float64Array(2 * half);
    let sum = 0;
    for (let k = 0; k < taps.length; k++) {
      const distance = k - half + 1 - phase / phases;
      const x = Math.PI * cutoff * distance;
      const sinc = Math.abs(x) < 1e-12 ? 1 : Math.sin(x) / x;
      const tap = cutoff * sinc * kaiserWindow(distance / half, KAISER_BETA);
      taps[k] = tap;
      sum += tap;
    }
    // Equal gain at DC in every phase; unequal gains would modulate the signal.
    return taps.map((tap) => tap / sum);
  });
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
