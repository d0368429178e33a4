import { writeWav } from '../../../../../gpu-container/src/media/write-wav.js';

/** A word that any machine can tell from another: a tone. `word` says which. */
export interface ToneWord {
  readonly word: number;
  readonly startMs: number;
  readonly endMs: number;
}

const RATE_HZ = 16_000;
const FRAME_MS = 10;
const LOWEST_HZ = 300;
const STEP_HZ = 50;

/** A mono 16 kHz WAV file of tone words in silence. */
export async function writeToneWords(path: string, words: readonly ToneWord[], durationMs: number): Promise<void> {
  const samples = new Int16Array((durationMs * RATE_HZ) / 1000);
  for (const { word, startMs, endMs } of words) {
    for (let at = (startMs * RATE_HZ) / 1000; at < (endMs * RATE_HZ) / 1000; at++) {
      samples[at] = 8000 * Math.sin((2 * Math.PI * (LOWEST_HZ + STEP_HZ * word) * at) / RATE_HZ);
    }
  }
  await writeWav(path, { samples, sampleRateHz: RATE_HZ, channels: 1 });
}

/** Hears the tone words of a sound again, by their zero crossings. */
export function hearToneWords(samples: Int16Array): readonly ToneWord[] {
  const frame = (FRAME_MS * RATE_HZ) / 1000;
  const words: ToneWord[] = [];
  let startsAt: number | undefined;
  for (let at = 0; at <= samples.length; at += frame) {
    const isLoud = samples.subarray(at, at + frame).some((sample) => Math.abs(sample) > 1000);
    if (isLoud) startsAt ??= at;
    else if (startsAt !== undefined) {
      words.push({ word: toneOf(samples.subarray(startsAt, at)), startMs: toMs(startsAt), endMs: toMs(at) });
      startsAt = undefined;
    }
  }
  return words;
}

const toMs = (samples: number): number => (samples * 1000) / RATE_HZ;

function toneOf(samples: Int16Array): number {
  let crossings = 0;
  for (let at = 1; at < samples.length; at++) if ((samples[at - 1] ?? 0) < 0 !== (samples[at] ?? 0) < 0) crossings++;
  const hz = crossings / 2 / (samples.length / RATE_HZ);
  return Math.round((hz - LOWEST_HZ) / STEP_HZ);
}
