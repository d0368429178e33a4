import { createFourier } from './create-fourier.js';

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
 * Builds the transform of so many real samples, an even number with no prime factor but 2, 3 and 5: even and odd samples
 * are the two parts of half as many complex ones, which takes half the time of a complex transform.
 */
export function createRealFft(size: number): RealFft {
  const half = size / 2;
  const fft = createFourier(half);
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
    re[0] = (even[0] ?? 0) + (odd[0] ?? 0);
    re[half] = (even[0] ?? 0) - (odd[0] ?? 0);
    im[0] = 0;
    im[half] = 0;
    for (let k = 1; k < half; k++) {
      const ar = even[k] ?? 0;
      const ai = odd[k] ?? 0;
      const br = even[half - k] ?? 0;
      const bi = odd[half - k] ?? 0;
      const c = (cos[k] ?? 0) / 2;
      const s = (sin[k] ?? 0) / 2;
      re[k] = (ar + br) / 2 + c * (ai + bi) + s * (br - ar);
      im[k] = (ai - bi) / 2 + c * (br - ar) - s * (ai + bi);
    }
  };
  const inverse = (samples: Float64Array): void => {
    even[0] = ((re[0] ?? 0) + (re[half] ?? 0)) / 2;
    odd[0] = ((re[0] ?? 0) - (re[half] ?? 0)) / 2;
    for (let k = 1; k < half; k++) {
      const ar = re[k] ?? 0;
      const ai = im[k] ?? 0;
      const br = re[half - k] ?? 0;
      const bi = im[half - k] ?? 0;
      const c = (cos[k] ?? 0) / 2;
      const s = (sin[k] ?? 0) / 2;
      even[k] = (ar + br) / 2 - c * (ai + bi) - s * (ar - br);
      odd[k] = (ai - bi) / 2 + c * (ar - br) - s * (ai + bi);
    }
    fft.inverse(even, odd);
    for (let n = 0; n < half; n++) {
      samples[2 * n] = even[n] ?? 0;
      samples[2 * n + 1] = odd[n] ?? 0;
    }
  };
  return { re, im, forward, inverse };
}
