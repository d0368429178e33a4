import { createRealFft } from './create-real-fft.js';

/** Squared magnitudes of bins 0 … length / 2 of one frame; the same array every time. */
export type PowerSpectrum = (frame: Float64Array) => Float64Array;

/** Builds the power spectrum of frames of one even length with no prime factor but 2, 3 and 5. */
export function createPowerSpectrum(length: number): PowerSpectrum {
  const fft = createRealFft(length);
  const powers = new Float64Array(length / 2 + 1);
  return (frame) => {
    fft.forward(frame);
    for (let bin = 0; bin < powers.length; bin++) powers[bin] = (fft.re[bin] ?? 0) ** 2 + (fft.im[bin] ?? 0) ** 2;
    return powers;
  };
}
