import { createFft } from '../../../pipeline/sound/create-fft.js';

/** The transform of real samples and back, in memory of its own. */
export interface RealFft {
  /** Bins 0 … size / 2: filled by `forward`, read by `inverse`. */
  readonly re: Float64Array;
  readonly im: Float64Array;
  forward(samples: Float64Array): void;
  /** Fills `samples` with what the bins are the transform of; of the first and the last bin only the real part counts. */
  inverse(samples: Float64Array): void;
}

/**
 * Builds the transform of so many real samples, a power of two from 4 on: even and odd samples are the two parts of half
 * as many complex ones, which takes half the time of a complex transform.
 */
export function createRealFft(size: number): RealFft {
  const half = size / 2;
  const fft = createFft(half);
  const [re, im] = [new Float64Array(half + 1), new Float64Array(half + 1)];
  const [even, odd] = [new Float64Array(half), new Float64Array(half)];
  const cos = Float64Array.from({ length: half + 1 }, (_, k) => Math.cos((2 * Math.PI * k) / size));
  const sin = Float64Array.from({ length: half + 1 }, (_, k) => Math.sin((2 * Math.PI * k) / size));
  const forward = (samples: Float64Array): void => {
    for (let n = 0; n < half; n++) {
      even[n] = samples[2 * n] ?? 0;
      odd[n] = samples[2 * n + 1] ?? 0;
    }
    fft.forward(even, odd);
    for (let k = 0; k <= half; k++) {
      const [a, b] = [k === half ? 0 : k, k === 0 ? 0 : half - k];
      const [ar, ai, br, bi] = [even[a] ?? 0, odd[a] ?? 0, even[b] ?? 0, odd[b] ?? 0];
      const [oddRe, oddIm] = [(ai + bi) / 2, (br - ar) / 2];
      const [c, s] = [cos[k] ?? 0, sin[k] ?? 0];
      re[k] = (ar + br) / 2 + c * oddRe + s * oddIm;
      im[k] = (ai - bi) / 2 + c * oddIm - s * oddRe;
    }
  };
  const inverse = (samples: Float64Array): void => {
    for (let k = 0; k < half; k++) {
      const isFirst = k === 0;
      const [ar, ai] = [re[k] ?? 0, isFirst ? 0 : (im[k] ?? 0)];
      const [br, bi] = [re[half - k] ?? 0, isFirst ? 0 : (im[half - k] ?? 0)];
      const [evenRe, evenIm] = [(ar + br) / 2, (ai - bi) / 2];
      const [dr, di] = [(ar - br) / 2, (ai + bi) / 2];
      const [c, s] = [cos[k] ?? 0, sin[k] ?? 0];
      const [oddRe, oddIm] = [c * dr - s * di, c * di + s * dr];
      even[k] = evenRe - oddIm;
      odd[k] = evenIm + oddRe;
    }
    fft.inverse(even, odd);
    for (let n = 0; n < half; n++) {
      samples[2 * n] = even[n] ?? 0;
      samples[2 * n + 1] = odd[n] ?? 0;
    }
  };
  return { re, im, forward, inverse };
}
