import { createFft } from '../../../../pipeline/sound/create-fft.js';

/** Values per row. */
export const CEPSTRA = 13;
/** Rows per second. */
export const CEPSTRA_RATE_HZ = 100;

const RATE_HZ = 16_000;
const FRAME = 400;
const HOP = 160;
const FFT_SIZE = 512;
const BINS = FFT_SIZE / 2 + 1;
const BANDS = 26;
const PRE_EMPHASIS = 0.97;
const LIFTER = 22;
const SAMPLE_SCALE = 32_768;

/**
 * Mel cepstra as `python_speech_features.mfcc` makes them with its defaults (25 ms frames without a window, 10 ms
 * apart, the log energy in front), on the scale of 16-bit samples: what the model was trained on. Row-major.
 */
export function speechCepstra(samples: Float32Array): Float32Array {
  const frames = samples.length <= FRAME ? 1 : 1 + Math.ceil((samples.length - FRAME) / HOP);
  const rows = new Float32Array(frames * CEPSTRA);
  const fft = createFft(FFT_SIZE);
  const re = new Float64Array(FFT_SIZE);
  const im = new Float64Array(FFT_SIZE);
  const power = new Float64Array(BINS);
  for (let frame = 0; frame < frames; frame++) {
    re.fill(0);
    im.fill(0);
    for (let i = 0, at = frame * HOP; i < FRAME; i++, at++) {
      if (at >= samples.length) break;
      const before = at > 0 ? (samples[at - 1] ?? 0) : 0;
      re[i] = ((samples[at] ?? 0) - PRE_EMPHASIS * before) * SAMPLE_SCALE;
    }
    fft.forward(re, im);
    for (let bin = 0; bin < BINS; bin++) power[bin] = ((re[bin] ?? 0) ** 2 + (im[bin] ?? 0) ** 2) / FFT_SIZE;
    rows.set(cepstrum(power), frame * CEPSTRA);
  }
  return rows;
}

const toMel = (hz: number): number => 2595 * Math.log10(1 + hz / 700);
const toHz = (mel: number): number => 700 * (10 ** (mel / 2595) - 1);

/** Edges of the bands, as whole bins: band b rises from edge b to b + 1 and falls to b + 2. */
const EDGES = Array.from({ length: BANDS + 2 }, (_, edge) =>
  Math.floor(((FFT_SIZE + 1) * toHz((edge * toMel(RATE_HZ / 2)) / (BANDS + 1))) / RATE_HZ),
);

const COSINES = Array.from({ length: CEPSTRA }, (_, order) =>
  Float64Array.from(
    { length: BANDS },
    (_unused, band) =>
      Math.sqrt((order === 0 ? 1 : 2) / BANDS) *
      Math.cos((Math.PI * order * (band + 0.5)) / BANDS) *
      (1 + (LIFTER / 2) * Math.sin((Math.PI * order) / LIFTER)),
  ),
);

const logOf = (value: number): number => Math.log(value === 0 ? Number.EPSILON : value);

function cepstrum(power: Float64Array): Float64Array {
  const logs = Float64Array.from({ length: BANDS }, (_, band) => logOf(bandEnergy(power, band)));
  const energy = power.reduce((sum, value) => sum + value, 0);
  return Float64Array.from(COSINES, (row, order) =>
    order === 0 ? logOf(energy) : row.reduce((sum, cosine, band) => sum + cosine * (logs[band] ?? 0), 0),
  );
}

function bandEnergy(power: Float64Array, band: number): number {
  const [low = 0, peak = 0, high = 0] = EDGES.slice(band, band + 3);
  let sum = 0;
  for (let bin = low; bin < peak; bin++) sum += ((bin - low) / (peak - low)) * (power[bin] ?? 0);
  for (let bin = peak; bin < high; bin++) sum += ((high - bin) / (high - peak)) * (power[bin] ?? 0);
  return sum;
}
