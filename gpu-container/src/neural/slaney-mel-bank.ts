export interface SlaneyMelBankParams {
  readonly sampleRateHz: number;
  readonly fftSize: number;
  readonly bands: number;
  readonly lowestHz: number;
  readonly highestHz: number;
}

/** One band of a filter bank: weights from `firstBin` on. */
export interface MelBand {
  readonly firstBin: number;
  readonly weights: Float64Array;
}

const HZ_PER_MEL = 200 / 3;
const LOG_FROM_HZ = 1000;
const LOG_STEP = Math.log(6.4) / 27;

/** Triangles of equal area on Slaney's mel scale, as `librosa.filters.mel` makes them by default. */
export function slaneyMelBank(params: SlaneyMelBankParams): readonly MelBand[] {
  const { sampleRateHz, fftSize, bands, lowestHz, highestHz } = params;
  const low = toMel(lowestHz);
  const step = (toMel(highestHz) - low) / (bands + 1);
  const edges = Array.from({ length: bands + 2 }, (_, edge) => toHz(low + edge * step));
  const hzPerBin = sampleRateHz / fftSize;
  return Array.from({ length: bands }, (_, band): MelBand => {
    const [start = 0, peak = 0, end = 0] = edges.slice(band, band + 3);
    const firstBin = Math.ceil(start / hzPerBin);
    const lastBin = Math.min(fftSize / 2, Math.floor(end / hzPerBin));
    const weights = Float64Array.from({ length: Math.max(0, lastBin - firstBin + 1) }, (_unused, at) => {
      const hz = (firstBin + at) * hzPerBin;
      const height = Math.min((hz - start) / (peak - start), (end - hz) / (end - peak));
      return (Math.max(0, height) * 2) / (end - start);
    });
    return { firstBin, weights };
  });
}

/** Sums what each band lets through of a spectrum. */
export function applyMelBank(bank: readonly MelBand[], spectrum: Float64Array): Float64Array {
  return Float64Array.from(bank, ({ firstBin, weights }) => {
    let sum = 0;
    for (let at = 0; at < weights.length; at++) sum += (weights[at] ?? 0) * (spectrum[firstBin + at] ?? 0);
    return sum;
  });
}

function toMel(hz: number): number {
  return hz < LOG_FROM_HZ ? hz / HZ_PER_MEL : LOG_FROM_HZ / HZ_PER_MEL + Math.log(hz / LOG_FROM_HZ) / LOG_STEP;
}

function toHz(mel: number): number {
  const logFrom = LOG_FROM_HZ / HZ_PER_MEL;
  return mel < logFrom ? mel * HZ_PER_MEL : LOG_FROM_HZ * Math.exp((mel - logFrom) * LOG_STEP);
}
