import type { Phoneme } from '../../../pipeline/contracts/spoken-segment.js';
import type { Word } from '../../../pipeline/contracts/word.js';
import type { TimedSound } from './time-signs.js';

/** When words and phonemes of a text are heard, in ms. */
export interface SpeechTimes {
  readonly words: readonly Word[];
  readonly phonemes: readonly Phoneme[];
}

/**
 * Times of sounds and of the words they belong to. A word of which nothing is heard by itself was said in one breath with
 * the one before: they share its time by their letters.
 */
export function timesOfSounds(
  sounds: readonly TimedSound[],
  words: readonly string[],
  sampleRateHz: number,
): SpeechTimes {
  const toMs = (sample: number): number => Math.round((sample * 10_000) / sampleRateHz) / 10;
  const phonemes = sounds.flatMap(({ ipa, from, to }) =>
    to > from ? { ipa, startMs: toMs(from), endMs: toMs(to) } : [],
  );
  const timed: Word[] = [];
  let silent: string[] = [];
  const firsts = new Map<number, TimedSound>();
  const lasts = new Map<number, TimedSound>();
  for (const sound of sounds) {
    if (!firsts.has(sound.word)) firsts.set(sound.word, sound);
    lasts.set(sound.word, sound);
  }
  for (const [word, text] of words.entries()) {
    const first = firsts.get(word);
    const last = lasts.get(word);
    if (first === undefined || last === undefined) {
      silent.push(text);
      continue;
    }
    shareLast(timed, silent);
    silent = [];
    timed.push({ text, startMs: toMs(first.from), endMs: toMs(last.to) });
  }
  shareLast(timed, silent);
  return { words: timed, phonemes };
}

/** Gives words the later parts of the last word’s time. */
function shareLast(timed: Word[], silent: readonly string[]): void {
  const last = timed.at(-1);
  if (last === undefined || silent.length === 0) return;
  timed.pop();
  const texts = [last.text, ...silent];
  const letters = texts.reduce((sum, text) => sum + text.length, 0);
  let startMs = last.startMs;
  let said = 0;
  for (const text of texts) {
    said += text.length;
    const endMs = Math.round((last.startMs + ((last.endMs - last.startMs) * said) / letters) * 10) / 10;
    timed.push({ ...last, text, startMs, endMs });
    startMs = endMs;
  }
}
