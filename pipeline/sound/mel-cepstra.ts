import { createFft } from './create-fft.js';

export interface MelCepstraParams {
  readonly samples: Float32Array;
  readonly sampleRateHz: number;
  /** Coefficients per frame, the first of which is the log energy. */
  readonly coefficients: number;
  readonly hopMs?: number;
}

const DEFAULT_HOP_MS = 10;
const WINDOW_MS = 25;
const MEL_BANDS = 32;
const LOWEST_HZ = 80;
const PRE_EMPHASIS = 0.97;

/**
 * Mel-frequency cepstra, one row per hop: the first value is the mean log energy of the bands, the others describe the
 * shape of the spectrum. Frames lie fully inside the samples.
 */
export function melCepstra({
  samples,
  sampleRateHz,
  coefficients,
  hopMs = DEFAULT_HOP_MS,
}: MelCepstraParams): Float64Array[] {
  const hop = Math.round((sampleRateHz * hopMs) / 1000);
  const length = Math.round((sampleRateHz * WINDOW_MS) / 1000);
  const fft = createFft(2 ** Math.ceil(Math.log2(length)));
  const bank = melBank(fft.size, sampleRateHz);
  const cosines = cosineTable(coefficients);
  const window = Float64Array.from({ length }, (_, i) => 0.54 - 0.46 * Math.cos((2 * Math.PI * i) / (length - 1)));
  const re = new Float64Array(fft.size);
  const im = new Float64Array(fft.size);
  const rows: Float64Array[] = [];
  for (let start = 0; start + length <= samples.length; start += hop) {
    re.fill(0);
    im.fill(0);
    for (let i = 0; i < length; i++) {
      const emphasised = (samples[start + i] ?? 0) - PRE_EMPHASIS * (samples[start + i - 1] ?? 0);
      re[i] = emphasised * (window[i] ?? 0);
    }
    fft.forward(re, im);
    rows.push(cepstrum(bandLogs({ re, im, bank }), cosines));
  }
  return rows;
}

interface MelBand {
  readonly firstBin: number;
  readonly weights: Float64Array;
}

function melBank(size: number, sampleRateHz: number): MelBand[] {
  const toMel = (hz: number): number => 1127 * Math.log(1 + hz / 700);
  const toBin = (mel: number): number => ((700 * (Math.exp(mel / 1127) - 1)) / sampleRateHz) * size;
  const low = toMel(LOWEST_HZ);
  const step = (toMel(sampleRateHz / 2) - low) / (MEL_BANDS + 1);
  return Array.from({ length: MEL_BANDS }, (_, band) => {
    const start = toBin(low + band * step);
    const peak = toBin(low + (band + 1) * step);
    const end = toBin(low + (band + 2) * step);
    const firstBin = Math.ceil(start);
    const weights = Float64Array.from({ length: Math.max(1, Math.floor(end) - firstBin + 1) }, (_unused, i) => {
      const bin = firstBin + i;
      return Math.max(0, bin <= peak ? (bin - start) / (peak - start) : (end - bin) / (end - peak));
    });
    return { firstBin, weights };
  });
}

interface BandLogsParams {
  readonly re: Float64Array;
  readonly im: Float64Array;
  readonly bank: readonly MelBand[];
}

function bandLogs({ re, im, bank }: BandLogsParams): Float64Array {
  return Float64Array.from(bank, ({ firstBin, weights }) => {
    let sum = 1e-10;
    for (let i = 0; i < weights.length; i++) {
      const bin = firstBin + i;
      sum += (weights[i] ?? 0) * ((re[bin] ?? 0) ** 2 + (im[bin] ?? 0) ** 2);
    }
    return Math.log(sum);
  });
}

function cosineTable(coefficients: number): Float64Array[] {
  return Array.from({ length: coefficients }, (_, c) =>
    Float64Array.from({ length: MEL_BANDS }, (_unused, b) => Math.cos((Math.PI * c * (b + 0.5)) / MEL_BANDS)),
  );
}

function cepstrum(logs: Float64Array, cosines: readonly Float64Array[]): Float64Array {
  return Float64Array.from(cosines, (row, index) => {
    let sum = 0;
    for (let b = 0; b < logs.length; b++) sum += (logs[b] ?? 0) * (row[b] ?? 0);
    return index === 0 ? sum / logs.length : sum * Math.sqrt(2 / logs.length);
  });
}
