import { visibleLength } from './visible-length.js';
import { breakIntoWords } from './word-breaks.js';

/** A stretch of speech, in ms. */
export interface SpeechSpan {
  readonly startMs: number;
  readonly endMs: number;
}

/** A text and the stretches of speech it was said in; one stretch where pauses are not known. */
export interface DistributeWordTimesParams {
  readonly text: string;
  readonly language: string;
  readonly spans: readonly SpeechSpan[];
}

/** A word with its times in ms and whether a space stands before it. */
export interface TimedWord extends SpeechSpan {
  readonly text: string;
  readonly spaceBefore: boolean;
}

/** What a mark at the end of a word adds, in characters' worth of time: the voice rests there. */
const restAfter = (word: string): number => {
  if (/[.!?…。！？।॥؟։።၊။។]["'”’»)\]]*$/u.test(word)) return 6;
  return /[,;:،؛、，；：—–]["'”’»)\]]*$/u.test(word) ? 3 : 0;
};

/** Maps a share of the whole speech to a time, walking over the stretches and skipping the pauses between them. */
const timeAt = (spans: readonly SpeechSpan[], spokenMs: number, isEnd: boolean): number => {
  let left = spokenMs;
  for (const span of spans) {
    const length = span.endMs - span.startMs;
    if (left < length || (isEnd && left <= length)) return span.startMs + left;
    left -= length;
  }
  return spans.at(-1)?.endMs ?? 0;
};

/**
 * Gives every word of a text a time when no engine did: in proportion to its characters, with rests after
 * punctuation, over the given stretches of speech. Works for scripts without spaces. Times never run backwards.
 */
export function distributeWordTimes({ text, language, spans }: DistributeWordTimesParams): TimedWord[] {
  const words = breakIntoWords(text, language);
  const sound = words.map((word) => visibleLength(word.text) + (word.spaceBefore ? 1 : 0));
  const rests = words.map((word, index) => (index === words.length - 1 ? 0 : restAfter(word.text)));
  const total = sound.reduce((sum, weight, index) => sum + weight + (rests[index] ?? 0), 0);
  const spokenMs = spans.reduce((sum, span) => sum + Math.max(0, span.endMs - span.startMs), 0);
  let done = 0;
  return words.map((word, index) => {
    const startMs = timeAt(spans, (done / Math.max(total, 1)) * spokenMs, false);
    done += sound[index] ?? 0;
    const endMs = Math.max(startMs, timeAt(spans, (done / Math.max(total, 1)) * spokenMs, true));
    done += rests[index] ?? 0;
    return { ...word, startMs, endMs };
  });
}
