import { createMagnitudeSpectrum } from '../../neural/create-magnitude-spectrum.js';

/** Values a row, and samples between rows, at 8 kHz. */
export const FBANK_BANDS = 80;
const RATE_HZ = 8000;
const FRAME = 400;
const HOP = 160;
const FFT_SIZE = 512;
const LOWEST_HZ = 20;
const PRE_EMPHASIS = 0.97;
const SMALLEST = 1.1920929e-7;
/** Kaldi's own window. */
const WINDOW = Float64Array.from(
  { length: FRAME },
  (_, i) => (0.5 - 0.5 * Math.cos((2 * Math.PI * i) / (FRAME - 1))) ** 0.85,
);

const toMel = (hz: number): number => 1127 * Math.log(1 + hz / 700);

/** Weights of each band over the bins. Narrow bands at the bottom may fall between two bins and stay empty. */
const BANK = Array.from({ length: FBANK_BANDS }, (_, band) => {
  const low = toMel(LOWEST_HZ);
  const step = (toMel(RATE_HZ / 2) - low) / (FBANK_BANDS + 1);
  const [left, centre, right] = [low + band * step, low + (band + 1) * step, low + (band + 2) * step];
  return Float64Array.from({ length: FFT_SIZE / 2 }, (_unused, bin) => {
    const mel = toMel((bin * RATE_HZ) / FFT_SIZE);
    if (mel <= left || mel >= right) return 0;
    return mel <= centre ? (mel - left) / (centre - left) : (right - mel) / (right - centre);
  });
});

/**
 * Log mel energies as kaldi-native-fbank makes them with 50 ms frames 20 ms apart, edges not snipped, no dither, of
 * samples −1…1 at 8 kHz. Row-major, 80 a row.
 */
export function kaldiFbank(samples: Float32Array): Float32Array {
  const rows = Math.floor((samples.length + HOP / 2) / HOP);
  const output = new Float32Array(rows * FBANK_BANDS);
  const spectrum = createMagnitudeSpectrum(FFT_SIZE);
  const frame = new Float64Array(FFT_SIZE);
  for (let row = 0; row < rows; row++) {
    fillFrame(frame, samples, row * HOP + HOP / 2 - FRAME / 2);
    const power = spectrum(frame).map((value) => value * value);
    for (const [band, weights] of BANK.entries()) {
      let sum = 0;
      for (let bin = 0; bin < weights.length; bin++) sum += (weights[bin] ?? 0) * (power[bin] ?? 0);
      output[row * FBANK_BANDS + band] = Math.log(Math.max(SMALLEST, sum));
    }
  }
  return output;
}

/** Mean taken out, pre-emphasised within the frame, windowed; the sound is mirrored at its ends. */
function fillFrame(frame: Float64Array, samples: Float32Array, start: number): void {
  let mean = 0;
  for (let i = 0; i < FRAME; i++) {
    frame[i] = samples[mirror(start + i, samples.length)] ?? 0;
    mean += (frame[i] ?? 0) / FRAME;
  }
  for (let i = FRAME - 1; i >= 0; i--) {
    const before = (frame[Math.max(0, i - 1)] ?? 0) - mean;
    frame[i] = ((frame[i] ?? 0) - mean - PRE_EMPHASIS * before) * (WINDOW[i] ?? 0);
  }
}

/** Kaldi's mirror repeats the first and the last sample. */
function mirror(index: number, length: number): number {
  let at = index;
  while (at < 0 || at >= length) at = at < 0 ? -at - 1 : 2 * length - 1 - at;
  return at;
}
