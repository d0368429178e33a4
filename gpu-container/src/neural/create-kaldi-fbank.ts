import { createFft } from '../../../pipeline/sound/create-fft.js';

export interface KaldiFbankParams {
  readonly sampleRateHz: number;
  readonly frameSamples: number;
  readonly hopSamples: number;
  readonly bands: number;
  readonly window: 'hamming' | 'povey';
  /**
   * `inside`: only frames that lie wholly in the sound (Kaldi's snipped edges). `mirrored`: one frame around the middle of
   * every hop, the sound mirrored at its ends.
   */
  readonly edges: 'inside' | 'mirrored';
  /** What samples of −1…1 are multiplied by: 1, or 32 768 for models that were shown 16-bit numbers. */
  readonly scale: number;
}

/** Log mel energies of samples −1…1, row-major, `bands` a row. */
export type KaldiFbank = (samples: Float32Array) => Float32Array;

const LOWEST_HZ = 20;
const PRE_EMPHASIS = 0.97;
/** The least float32 step above 1: what Kaldi takes for no energy at all. */
const SMALLEST = 2 ** -23;

/**
 * Log mel filter banks as Kaldi computes them (`compute-fbank-feats`, torchaudio's `compliance.kaldi.fbank`) without
 * dither and energy: mean of each frame taken out, pre-emphasis, window, power spectrum padded to a power of two, triangles
 * on the mel scale from 20 Hz to half the rate.
 */
export function createKaldiFbank(params: KaldiFbankParams): KaldiFbank {
  const { frameSamples, hopSamples, bands, edges } = params;
  const size = 2 ** Math.ceil(Math.log2(frameSamples));
  const bank = melBank(params, size);
  const window = windowOf(params);
  const fft = createFft(size);
  const [re, im] = [new Float64Array(size), new Float64Array(size)];
  const first = edges === 'inside' ? 0 : Math.floor(hopSamples / 2) - frameSamples / 2;
  const fill = (frame: Float64Array, samples: Float32Array, row: number): void => {
    frame.fill(0);
    fillFrame({ frame, samples, start: first + row * hopSamples, window, scale: params.scale });
  };
  return (samples) => {
    const rows = countRows(params, samples.length);
    const output = new Float32Array(rows * bands);
    // two frames at a time, one as the real and one as the imaginary part: one transform serves both
    for (let row = 0; row < rows; row += 2) {
      fill(re, samples, row);
      if (row + 1 < rows) fill(im, samples, row + 1);
      else im.fill(0);
      fft.forward(re, im);
      splitPowers(re, im);
      putBands(bank, re, output.subarray(row * bands, (row + 1) * bands));
      if (row + 1 < rows) putBands(bank, im, output.subarray((row + 1) * bands, (row + 2) * bands));
    }
    return output;
  };
}

function countRows({ frameSamples, hopSamples, edges }: KaldiFbankParams, length: number): number {
  if (edges === 'mirrored') return Math.floor((length + hopSamples / 2) / hopSamples);
  return length < frameSamples ? 0 : 1 + Math.floor((length - frameSamples) / hopSamples);
}

interface FillFrameParams {
  readonly frame: Float64Array;
  readonly samples: Float32Array;
  readonly start: number;
  readonly window: Float64Array;
  readonly scale: number;
}

/** Mean taken out, pre-emphasised within the frame, windowed. */
function fillFrame({ frame, samples, start, window, scale }: FillFrameParams): void {
  const length = window.length;
  const isInside = start >= 0 && start + length <= samples.length;
  let mean = 0;
  for (let i = 0; i < length; i++) {
    const at = isInside ? start + i : mirror(start + i, samples.length);
    const value = scale * (samples[at] ?? 0);
    frame[i] = value;
    mean += value / length;
  }
  for (let i = length - 1; i >= 0; i--) {
    const before = (frame[Math.max(0, i - 1)] ?? 0) - mean;
    frame[i] = ((frame[i] ?? 0) - mean - PRE_EMPHASIS * before) * (window[i] ?? 0);
  }
}

/** Kaldi's mirror repeats the first and the last sample. */
function mirror(index: number, length: number): number {
  let at = index;
  while (at < 0 || at >= length) at = at < 0 ? -at - 1 : 2 * length - 1 - at;
  return at;
}

/** Turns the transform of `a + i·b` into the power spectra of a and b, in place; the first half is valid after it. */
function splitPowers(re: Float64Array, im: Float64Array): void {
  const size = re.length;
  for (let bin = 0; bin < size / 2; bin++) {
    const other = (size - bin) % size;
    const [xr, xi, yr, yi] = [re[bin] ?? 0, im[bin] ?? 0, re[other] ?? 0, im[other] ?? 0];
    re[bin] = ((xr + yr) ** 2 + (xi - yi) ** 2) / 4;
    im[bin] = ((xi + yi) ** 2 + (xr - yr) ** 2) / 4;
  }
}

interface Band {
  readonly firstBin: number;
  readonly weights: Float64Array;
}

function putBands(bank: readonly Band[], power: Float64Array, row: Float32Array): void {
  for (let band = 0; band < bank.length; band++) {
    const { firstBin, weights } = bank[band] ?? { firstBin: 0, weights: new Float64Array(0) };
    let sum = 0;
    for (let at = 0; at < weights.length; at++) sum += (weights[at] ?? 0) * (power[firstBin + at] ?? 0);
    row[band] = Math.log(Math.max(SMALLEST, sum));
  }
}

const toMel = (hz: number): number => 1127 * Math.log(1 + hz / 700);

/** Weights of each band over the bins it reaches. Narrow bands at the bottom may fall between two bins and stay empty. */
function melBank({ sampleRateHz, bands }: KaldiFbankParams, size: number): readonly Band[] {
  const low = toMel(LOWEST_HZ);
  const step = (toMel(sampleRateHz / 2) - low) / (bands + 1);
  return Array.from({ length: bands }, (_, band) => {
    const [left, centre, right] = [low + band * step, low + (band + 1) * step, low + (band + 2) * step];
    const weights = Array.from({ length: size / 2 }, (_unused, bin) => {
      const mel = toMel((bin * sampleRateHz) / size);
      if (mel <= left || mel >= right) return 0;
      return mel <= centre ? (mel - left) / (centre - left) : (right - mel) / (right - centre);
    });
    const firstBin = Math.max(
      0,
      weights.findIndex((weight) => weight > 0),
    );
    const lastBin = weights.findLastIndex((weight) => weight > 0);
    return { firstBin, weights: Float64Array.from(weights.slice(firstBin, lastBin + 1)) };
  });
}

function windowOf({ window, frameSamples }: KaldiFbankParams): Float64Array {
  const turn = (2 * Math.PI) / (frameSamples - 1);
  return Float64Array.from({ length: frameSamples }, (_, i) =>
    window === 'hamming' ? 0.54 - 0.46 * Math.cos(turn * i) : (0.5 - 0.5 * Math.cos(turn * i)) ** 0.85,
  );
}
