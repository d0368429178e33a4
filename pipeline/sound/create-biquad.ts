/** Second-order section, normalised to a0 = 1. */
export interface BiquadCoefficients {
  readonly b0: number;
  readonly b1: number;
  readonly b2: number;
  readonly a1: number;
  readonly a2: number;
}

/** Filters one sample after another; keeps its state. */
export type Biquad = (sample: number) => number;

/** Builds a filter in transposed direct form II. */
export function createBiquad({ b0, b1, b2, a1, a2 }: BiquadCoefficients): Biquad {
  let s1 = 0;
  let s2 = 0;
  return (sample) => {
    const output = b0 * sample + s1;
    s1 = b1 * sample - a1 * output + s2;
    s2 = b2 * sample - a2 * output;
    return output;
  };
}
