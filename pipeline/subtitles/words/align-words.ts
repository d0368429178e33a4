import type { Word } from '../../contracts/word.js';
import { distributeWordTimes, type SpeechSpan, type TimedWord } from './distribute-word-times.js';
import { visibleLength } from './visible-length.js';
import { breakIntoWords } from './word-breaks.js';

/** A text and the words an engine heard, which may lack punctuation, case, or be from before an edit. */
export interface AlignWordsParams extends SpeechSpan {
  readonly text: string;
  readonly language: string;
  readonly words: readonly Word[];
}

const bare = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}\p{M}]/gu, '');

/** Where the n-th bare character of the heard words begins and ends in time. */
const clockOf = (words: readonly Word[]) => {
  const starts: number[] = [];
  const ends: number[] = [];
  for (const word of words) {
    const length = visibleLength(bare(word.text)) || 1;
    for (let index = 0; index < length; index++) {
      const step = (word.endMs - word.startMs) / length;
      starts.push(word.startMs + step * index);
      ends.push(word.startMs + step * (index + 1));
    }
  }
  return { starts, ends };
};

const speechSpansOf = (words: readonly Word[]): SpeechSpan[] => {
  const spans: { startMs: number; endMs: number }[] = [];
  for (const word of words) {
    const last = spans.at(-1);
    if (last !== undefined && word.startMs - last.endMs < 250) last.endMs = Math.max(last.endMs, word.endMs);
    else spans.push({ startMs: word.startMs, endMs: word.endMs });
  }
  return spans;
};

/**
 * Carries the times of heard words over to the words of a text. Where both hold the same letters each word gets its
 * own time; where the text was edited, times are spread over the stretches that were spoken, pauses kept.
 */
export function alignWords({ text, language, words, startMs, endMs }: AlignWordsParams): TimedWord[] {
  const heard = words.filter((word) => word.endMs >= word.startMs && word.text.trim() !== '');
  if (heard.length === 0) return distributeWordTimes({ text, language, spans: [{ startMs, endMs }] });
  if (bare(text) !== bare(heard.map((word) => word.text).join(''))) {
    return distributeWordTimes({ text, language, spans: speechSpansOf(heard) });
  }
  const clock = clockOf(heard);
  let position = 0;
  let floor = startMs;
  return breakIntoWords(text, language).map((word) => {
    const length = visibleLength(bare(word.text));
    const first = clock.starts[position] ?? floor;
    const last = clock.ends[position + Math.max(length, 1) - 1] ?? first;
    position += length;
    floor = Math.max(floor, first);
    return { ...word, startMs: floor, endMs: Math.max(floor, last) };
  });
}
