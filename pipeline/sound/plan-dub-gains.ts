import { SILENCE_LUFS } from './create-loudness-meter.js';

/** Loudness of one line, in LUFS, as it was spoken and as it was synthesized. */
export interface LineLevels {
  readonly id: string;
  readonly speaker?: string | undefined;
  readonly originalLufs: number;
  readonly dubLufs: number;
}

/** Lines follow the original this far from their speaker's own median, in LU: beyond it lies noise, not acting. */
const MOST_DEVIATION_LU = 8;
/** Speech that is assumed where the original has none to compare with. */
const DEFAULT_LUFS = -23;
const MOST_GAIN_DB = 40;

/** Gain in dB per line id, so that every dubbed line is as loud as the original line was. */
export function planDubGains(lines: readonly LineLevels[]): Map<string, number> {
  const audible = lines.filter((line) => line.originalLufs > SILENCE_LUFS);
  const overall = median(audible.map((line) => line.originalLufs)) ?? DEFAULT_LUFS;
  const gains = new Map<string, number>();
  for (const line of lines) {
    const own = median(audible.filter(({ speaker }) => speaker === line.speaker).map((other) => other.originalLufs));
    const usual = own ?? overall;
    const wanted = line.originalLufs > SILENCE_LUFS ? line.originalLufs : usual;
    const target = Math.max(usual - MOST_DEVIATION_LU, Math.min(usual + MOST_DEVIATION_LU, wanted));
    const gain = line.dubLufs > SILENCE_LUFS ? target - line.dubLufs : 0;
    gains.set(line.id, Math.max(-MOST_GAIN_DB, Math.min(MOST_GAIN_DB, gain)));
  }
  return gains;
}

function median(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  if (sorted.length % 2 === 1) return sorted[Math.floor(middle)];
  const low = sorted[middle - 1];
  const high = sorted[middle];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
}
