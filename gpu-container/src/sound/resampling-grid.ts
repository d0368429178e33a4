/** Where samples of two rates fall together. */
export interface ResamplingGrid {
  /** So many samples of the one rate … */
  readonly inputPeriod: number;
  /** … last exactly as long as so many of the other. */
  readonly outputPeriod: number;
}

/** Longer than the resampling filter on either side, in samples of either rate. */
const LEAST_PERIOD = 128;

/** The shortest stretch longer than the resampling filter after which two rates meet: 160 samples at 48 kHz are 147 at 44.1. */
export function resamplingGrid(fromHz: number, toHz: number): ResamplingGrid {
  const divisor = greatestCommonDivisor(fromHz, toHz);
  const [input, output] = [fromHz / divisor, toHz / divisor];
  const times = Math.ceil(LEAST_PERIOD / Math.min(input, output));
  return { inputPeriod: input * times, outputPeriod: output * times };
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
