import type { Segment } from '../../../../pipeline/contracts/transcript.js';
import type { Word } from '../../../../pipeline/contracts/word.js';
import { collapseLoops } from '../../../../pipeline/text/collapse-loops.js';
import { segmentId } from '../../../../pipeline/text/segment-id.js';

/** Some words on the file's timeline and the text they make, with the marks and spaces of the language. */
export interface Phrase {
  readonly startMs: number;
  readonly endMs: number;
  readonly text: string;
  readonly words: readonly Word[];
}

/** Longer segments are cut at a pause: subtitles and dubs both need room to breathe. */
const MAX_SEGMENT_MS = 12_000;
/** A full stop and a pause end a sentence; the stop alone may be that of an abbreviation. */
const SENTENCE_PAUSE_MS = 150;
/** What a mark is worth against a pause, in ms, when a long segment is cut. */
const MARK_MS = 300;
const SENTENCE_END = /[.!?…。！？؟।]["'”’»」)\]]*$/;
const MARK_END = /[.!?…。！？؟।,;:،、，；：]["'”’»」)\]]*$/;

/** A phrase with the place of each word in its text. */
interface Located extends Phrase {
  readonly starts: readonly number[];
}

/** Makes segments of sentences, in order of time, none longer than twelve seconds where a pause allows. */
export function segmentsFromPhrases(phrases: readonly Phrase[]): readonly Segment[] {
  return phrases
    .toSorted((a, b) => a.startMs - b.startMs)
    .map(withoutLoops)
    .flatMap((phrase) => {
      const located = locate(phrase);
      return located === undefined ? [phrase] : split(located, sentenceEnds(located)).flatMap(cutLong);
    })
    .filter(({ text }) => text !== '')
    .map(({ startMs, endMs, text, words }, at) => ({ id: segmentId(at), startMs, endMs, text, words: [...words] }));
}

/** Cuts a phrase that says the same over and over down to one; its text is then rebuilt from what is left. */
function withoutLoops(phrase: Phrase): Phrase {
  const words = collapseLoops(phrase.words);
  if (words.length === phrase.words.length) return phrase;
  const isSpaced = phrase.text.includes(' ');
  const text = words.map((word) => word.text).join(isSpaced ? ' ' : '');
  return { ...phrase, text, words, endMs: words.at(-1)?.endMs ?? phrase.endMs };
}

/** Finds each word in the text, one after the other; undefined where the text is not made of its words. */
function locate(phrase: Phrase): Located | undefined {
  const starts: number[] = [];
  let from = 0;
  for (const word of phrase.words) {
    const at = phrase.text.indexOf(word.text, from);
    if (at < 0) return undefined;
    starts.push(at);
    from = at + word.text.length;
  }
  return starts.length === 0 ? undefined : { ...phrase, starts };
}

/** Indexes of the words that begin a sentence, the first one left out. */
function sentenceEnds({ text, words, starts }: Located): readonly number[] {
  return words.flatMap((word, at) => {
    const before = words[at - 1];
    if (before === undefined || word.startMs - before.endMs < SENTENCE_PAUSE_MS) return [];
    return SENTENCE_END.test(text.slice(starts[at - 1], starts[at]).trim()) ? [at] : [];
  });
}

function split(phrase: Located, cuts: readonly number[]): readonly Located[] {
  return [0, ...cuts].map((from, index) => part(phrase, from, cuts[index] ?? phrase.words.length));
}

/** Words [from, to) of a phrase as one of their own. The first and last keep the phrase's edges. */
function part(phrase: Located, from: number, to: number): Located {
  const textFrom = from === 0 ? 0 : (phrase.starts[from] ?? 0);
  const text = phrase.text.slice(textFrom, phrase.starts[to] ?? phrase.text.length);
  const words = phrase.words.slice(from, to);
  return {
    text: text.trim(),
    words,
    starts: phrase.starts.slice(from, to).map((at) => at - textFrom - (text.length - text.trimStart().length)),
    startMs: from === 0 ? phrase.startMs : (words[0]?.startMs ?? phrase.startMs),
    endMs: to === phrase.words.length ? phrase.endMs : (words.at(-1)?.endMs ?? phrase.endMs),
  };
}

/** Halves a long segment at its best pause, near the middle rather than at the edge, until all are short enough. */
function cutLong(phrase: Located): readonly Located[] {
  const lengthMs = phrase.endMs - phrase.startMs;
  if (lengthMs <= MAX_SEGMENT_MS || phrase.words.length < 2) return [phrase];
  let cut = 1;
  let best = Number.NEGATIVE_INFINITY;
  for (let at = 1; at < phrase.words.length; at++) {
    const before = phrase.words[at - 1];
    const after = phrase.words[at];
    if (before === undefined || after === undefined) continue;
    const share = (before.endMs - phrase.startMs) / lengthMs;
    const said = phrase.text.slice(phrase.starts[at - 1], phrase.starts[at]).trim();
    const score = after.startMs - before.endMs + (MARK_END.test(said) ? MARK_MS : 0) + 600 * Math.min(share, 1 - share);
    if (score > best) {
      best = score;
      cut = at;
    }
  }
  return split(phrase, [cut]).flatMap(cutLong);
}
