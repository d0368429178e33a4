import { lufsFromPower, SILENCE_LUFS } from './create-loudness-meter.js';

/** Window over which speech is judged loud or not, in envelope steps: about one syllable. */
const WINDOW_STEPS = 10;
/** Parts this far under the mean are pauses, as in the relative gate of BS.1770. */
const GATE_DB = 10;

/**
 * Loudness of the speech in a power envelope, in LUFS: pauses do not count, so slow and fast speakers compare fairly.
 * −70 for silence or an empty envelope.
 */
export function speechLevel(powers: Float64Array): number {
  const audible = windowMeans(powers).filter((power) => lufsFromPower(power) > SILENCE_LUFS);
  if (audible.length === 0) return SILENCE_LUFS;
  const gate = mean(audible) * 10 ** (-GATE_DB / 10);
  return lufsFromPower(mean(audible.filter((power) => power > gate)));
}

function windowMeans(powers: Float64Array): number[] {
  const width = Math.min(WINDOW_STEPS, powers.length);
  const means: number[] = [];
  if (width === 0) return means;
  for (let end = width; end <= powers.length; end++) {
    let sum = 0;
    for (let i = end - width; i < end; i++) sum += powers[i] ?? 0;
    means.push(sum / width);
  }
  return means;
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
