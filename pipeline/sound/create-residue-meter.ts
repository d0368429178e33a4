import type { StereoBlock } from './create-spectral-filter.js';
import { dbFromPower } from './decibels.js';
import type { TimeSpan } from './time-span.js';

/** Measures how much of a voice is left after it was taken out. */
export interface ResidueMeter {
  /** Adds one block of the sound that holds the voice and the same block after the voice was taken out. */
  push(voice: StereoBlock, rest: StereoBlock): void;
  /** What is left, in dB relative to the voice; undefined when nobody spoke inside the spans. */
  residueDb(): number | undefined;
}

export interface ResidueMeterParams {
  readonly sampleRateHz: number;
  /** When someone speaks; ordered, not touching. */
  readonly spans: readonly TimeSpan[];
  /** Whether the voice comes alone, as from a dialogue stem; else what is heard outside the spans is under it too. */
  readonly isVoiceAlone: boolean;
}

/** Background is never known exactly: this share of it may be voice, and is counted as such. */
const DOUBTFUL_BACKGROUND_SHARE = 0.25;
/** Within this time the gain that was applied to a voice hardly changes. */
const WINDOW_MS = 50;
/** Residues below this are not told apart from nothing. */
const LEAST_RESIDUE_DB = -60;

/**
 * Builds a meter: the part of the rest that has the voice's wave form counts as residue (projection, window by
 * window). What the sound holds while nobody speaks is taken off first, so that kept background does not count.
 */
export function createResidueMeter({ sampleRateHz, spans, isVoiceAlone }: ResidueMeterParams): ResidueMeter {
  const length = Math.round((sampleRateHz * WINDOW_MS) / 1000);
  const windows: { dot: number; energy: number }[] = [];
  const outside = { energy: 0, count: 0 };
  let dot = 0;
  let energy = 0;
  let filled = 0;
  let index = 0;
  let position = 0;
  const closeWindow = (): void => {
    const ms = ((position - length / 2) * 1000) / sampleRateHz;
    while (index < spans.length && (spans[index]?.endMs ?? 0) <= ms) index += 1;
    if (ms >= (spans[index]?.startMs ?? Number.POSITIVE_INFINITY)) {
      windows.push({ dot, energy });
    } else {
      outside.energy += energy;
      outside.count += 1;
    }
    dot = 0;
    energy = 0;
    filled = 0;
  };
  const push = (voice: StereoBlock, rest: StereoBlock): void => {
    for (let i = 0; i < voice.left.length; i++) {
      const left = voice.left[i] ?? 0;
      const right = voice.right[i] ?? 0;
      dot += left * (rest.left[i] ?? 0) + right * (rest.right[i] ?? 0);
      energy += left * left + right * right;
      filled += 1;
      position += 1;
      if (filled === length) closeWindow();
    }
  };
  const under = (): number => (isVoiceAlone || outside.count === 0 ? 0 : outside.energy / outside.count);
  return { push, residueDb: () => summarize(windows, under()) };
}

function summarize(windows: readonly { dot: number; energy: number }[], under: number): number | undefined {
  let left = 0;
  let whole = 0;
  for (const { dot, energy } of windows) {
    const voice = energy - under;
    if (voice <= 0) continue;
    left += (Math.max(0, dot - under) ** 2 + (DOUBTFUL_BACKGROUND_SHARE * under) ** 2) / voice;
    whole += voice;
  }
  if (whole === 0) return undefined;
  return Math.max(LEAST_RESIDUE_DB, Math.round(dbFromPower(left / whole) * 10) / 10);
}
