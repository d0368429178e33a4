import { createFft } from '../../../pipeline/sound/create-fft.js';

/** Magnitudes of bins 0 … length / 2 of one frame; the same array every time. */
export type MagnitudeSpectrum = (frame: Float64Array) => Float64Array;

/** Builds the transform of frames of any even length: directly for powers of two, else by Bluestein's convolution. */
export function createMagnitudeSpectrum(length: number): MagnitudeSpectrum {
  return Number.isInteger(Math.log2(length)) ? plainSpectrum(length) : chirpSpectrum(length);
}

function plainSpectrum(length: number): MagnitudeSpectrum {
  const fft = createFft(length);
  const re = new Float64Array(length);
  const im = new Float64Array(length);
  const magnitudes = new Float64Array(length / 2 + 1);
  return (frame) => {
    re.set(frame);
    im.fill(0);
    fft.forward(re, im);
    for (let bin = 0; bin < magnitudes.length; bin++) magnitudes[bin] = Math.hypot(re[bin] ?? 0, im[bin] ?? 0);
    return magnitudes;
  };
}

/** X(k) = w(k) · Σ x(n) w(n) · w*(k − n) with w(n) = e^(−iπn²/N): a convolution, done with a larger power of two. */
function chirpSpectrum(length: number): MagnitudeSpectrum {
  const size = 2 ** Math.ceil(Math.log2(2 * length - 1));
  const fft = createFft(size);
  // n² modulo 2N: the angle of a large n loses no digits
  const angles = Float64Array.from({ length }, (_, n) => (Math.PI * ((n * n) % (2 * length))) / length);
  const cos = angles.map(Math.cos);
  const sin = angles.map(Math.sin);
  const kernelRe = new Float64Array(size);
  const kernelIm = new Float64Array(size);
  for (let n = 0; n < length; n++) {
    for (const at of n === 0 ? [0] : [n, size - n]) {
      kernelRe[at] = cos[n] ?? 0;
      kernelIm[at] = sin[n] ?? 0;
    }
  }
  fft.forward(kernelRe, kernelIm);
  const re = new Float64Array(size);
  const im = new Float64Array(size);
  const magnitudes = new Float64Array(length / 2 + 1);
  return (frame) => {
    re.fill(0);
    im.fill(0);
    for (let n = 0; n < length; n++) {
      re[n] = (frame[n] ?? 0) * (cos[n] ?? 0);
      im[n] = -(frame[n] ?? 0) * (sin[n] ?? 0);
    }
    fft.forward(re, im);
    for (let k = 0; k < size; k++) {
      const [xr, xi, hr, hi] = [re[k] ?? 0, im[k] ?? 0, kernelRe[k] ?? 0, kernelIm[k] ?? 0];
      re[k] = xr * hr - xi * hi;
      im[k] = xr * hi + xi * hr;
    }
    fft.inverse(re, im);
    // the outer factor w(k) has magnitude one
    for (let bin = 0; bin < magnitudes.length; bin++) magnitudes[bin] = Math.hypot(re[bin] ?? 0, im[bin] ?? 0);
    return magnitudes;
  };
}
