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

/** Longer segments than this are not compared word by word: the table would grow with the square. */
const comparedWords = 600;

/** The longest run of words both lists share in order, as pairs of indexes. */
const sharedWords = (edited: readonly string[], heard: readonly string[]): (readonly [number, number])[] => {
  const width = heard.length + 1;
  const best = new Uint16Array((edited.length + 1) * width);
  for (let row = edited.length - 1; row >= 0; row--) {
    for (let column = heard.length - 1; column >= 0; column--) {
      const below = best[(row + 1) * width + column] ?? 0;
      const right = best[row * width + column + 1] ?? 0;
      const isSame = edited[row] !== '' && edited[row] === heard[column];
      best[row * width + column] = isSame ? (best[(row + 1) * width + column + 1] ?? 0) + 1 : Math.max(below, right);
    }
  }
  const pairs: (readonly [number, number])[] = [];
  for (let row = 0, column = 0; row < edited.length && column < heard.length; ) {
    if (edited[row] !== '' && edited[row] === heard[column]) pairs.push([row++, column++]);
    else if ((best[(row + 1) * width + column] ?? 0) >= (best[row * width + column + 1] ?? 0)) row++;
    else column++;
  }
  return pairs;
};

/** Words that stayed keep their times; what was changed between them is spread over what was spoken there. */
const alignEdited = (text: string, language: string, heard: readonly Word[]): TimedWord[] => {
  const words = breakIntoWords(text, language);
  const isLong = words.length > comparedWords || heard.length > comparedWords;
  const pairs = isLong
    ? []
    : sharedWords(
        words.map((word) => bare(word.text)),
        heard.map((word) => bare(word.text)),
      );
  const aligned: TimedWord[] = [];
  let from = 0;
  let spoken = 0;
  let endMs = heard[0]?.startMs ?? 0;
  const fill = (to: number, heardTo: number, untilMs: number): void => {
    const changed = words.slice(from, to);
    const between = heard.slice(spoken, heardTo);
    const spans = between.length > 0 ? speechSpansOf(between) : [{ startMs: endMs, endMs: untilMs }];
    const joined = changed.map((word, index) => (index > 0 && word.spaceBefore ? ` ${word.text}` : word.text)).join('');
    const timed = distributeWordTimes({ text: joined, language, spans });
    for (const [index, word] of changed.entries()) {
      const times = timed[index] ?? { startMs: endMs, endMs: untilMs };
      aligned.push({ ...word, startMs: times.startMs, endMs: times.endMs });
    }
  };
  for (const [row, column] of pairs) {
    const anchor = heard[column];
    const word = words[row];
    if (anchor === undefined || word === undefined) continue;
    fill(row, column, anchor.startMs);
    aligned.push({ ...word, startMs: anchor.startMs, endMs: anchor.endMs });
    endMs = anchor.endMs;
    from = row + 1;
    spoken = column + 1;
  }
  fill(words.length, heard.length, heard.at(-1)?.endMs ?? endMs);
  return inOrder(aligned);
};

/** Times never run backwards, whatever the engine said. */
const inOrder = (words: readonly TimedWord[]): TimedWord[] => {
  let floor = Number.NEGATIVE_INFINITY;
  return words.map((word) => {
    floor = Math.max(floor, word.startMs);
    return { ...word, startMs: floor, endMs: Math.max(floor, word.endMs) };
  });
};

/**
 * Carries the times of heard words over to the words of a text. Where both hold the same letters each word gets its
 * own time; in an edited text the words that stayed keep theirs, and what changed is spread over what was spoken there.
 */
export function alignWords({ text, language, words, startMs, endMs }: AlignWordsParams): TimedWord[] {
  const heard = words.filter((word) => word.endMs >= word.startMs && word.text.trim() !== '');
  if (heard.length === 0) return distributeWordTimes({ text, language, spans: [{ startMs, endMs }] });
  if (bare(text) !== bare(heard.map((word) => word.text).join(''))) return alignEdited(text, language, heard);
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
