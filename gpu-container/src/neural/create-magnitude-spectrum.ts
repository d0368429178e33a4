import { createRealFft } from './create-real-fft.js';

/** Magnitudes of bins 0 … length / 2 of one frame; the same array every time. */
export type MagnitudeSpectrum = (frame: Float64Array) => Float64Array;

/** Builds the magnitude spectrum of frames of one even length with no prime factor but 2, 3 and 5. */
export function createMagnitudeSpectrum(length: number): MagnitudeSpectrum {
  const fft = createRealFft(length);
  const magnitudes = new Float64Array(length / 2 + 1);
  return (frame) => {
    fft.forward(frame);
    for (let bin = 0; bin < magnitudes.length; bin++) magnitudes[bin] = Math.hypot(fft.re[bin] ?? 0, fft.im[bin] ?? 0);
    return magnitudes;
  };
}
