import type { Segment } from '../contracts/transcript.js';
import type { Word } from '../contracts/word.js';
import { capitalizeEnglish } from './capitalize-english.js';
import { englishLexicon } from './english-lexicon.js';
import { isEnglishQuestion } from './is-english-question.js';
import { segmentId } from './segment-id.js';

/** A pause this long always ends a segment, and a sentence unless the words clearly go on. */
const LONG_PAUSE_MS = 900;
/** A pause this long ends a sentence when the words allow it. */
const SENTENCE_PAUSE_MS = 380;
/** A pause this long before a conjunction is a comma. */
const COMMA_PAUSE_MS = 130;
/** Longer segments are cut at their longest pause: subtitles and dubs both need room to breathe. */
const MAX_SEGMENT_MS = 12_000;
const MIN_SENTENCE_WORDS = 2;
/** Fluent speakers hardly pause between sentences: this is enough before words that begin a clause of their own. */
const CLAUSE_PAUSE_MS = 40;
const CLAUSE_STARTS = new Set(['i', 'he', 'she', 'we', 'they']);
const MIN_CLAUSE_WORDS = 4;

type Mark = '' | ',' | '.' | '?';

/** A word with what follows it: its mark, and whether a segment ends here. */
interface Token {
  readonly word: Word;
  mark: Mark;
  isSegmentEnd: boolean;
}

/**
 * Makes segments with capitals and marks out of recognized English words: sentences by pauses and the words beside
 * them, questions by word order. Ids are `seg_0001` and on.
 */
export function segmentEnglishWords(words: readonly Word[]): readonly Segment[] {
  const tokens = words.map((word, at) => tokenAt(words, at, word));
  joinStubs(tokens);
  markQuestions(tokens);
  const parts = split(tokens, (token) => token.isSegmentEnd).flatMap(cutLong);
  let startsSentence = true;
  return parts.map((part, at) => {
    const segment = toSegment(part, at, startsSentence);
    startsSentence = /[.?]$/.test(part.at(-1)?.mark ?? '.');
    return segment;
  });
}

function tokenAt(words: readonly Word[], at: number, word: Word): Token {
  const next = words[at + 1];
  if (next === undefined) return { word, mark: '.', isSegmentEnd: true };
  const pauseMs = next.startMs - word.endMs;
  const { conjunctions, dangling } = englishLexicon;
  const goesOn = dangling.has(word.text.toLowerCase());
  const isJoined = conjunctions.has(next.text.toLowerCase());
  if (pauseMs >= LONG_PAUSE_MS) return { word, mark: goesOn ? '' : '.', isSegmentEnd: true };
  if (pauseMs >= SENTENCE_PAUSE_MS && !goesOn) return { word, mark: isJoined ? ',' : '.', isSegmentEnd: true };
  if (pauseMs >= CLAUSE_PAUSE_MS && !goesOn && beginsClause(words, at + 1))
    return { word, mark: '.', isSegmentEnd: false };
  return { word, mark: pauseMs >= COMMA_PAUSE_MS && isJoined && !goesOn ? ',' : '', isSegmentEnd: false };
}

/** Whether the words from here on surely open a sentence ("he works", "do you know") and some were said before them. */
function beginsClause(words: readonly Word[], at: number): boolean {
  const [first = '', second = ''] = words.slice(at, at + 2).map((word) => word.text.toLowerCase());
  const isQuestion = englishLexicon.auxiliaries.has(first) && ['you', 'we', 'they', 'i'].includes(second);
  return at >= MIN_CLAUSE_WORDS && (isQuestion || CLAUSE_STARTS.has(first));
}

/** A single word between two short pauses is no sentence of its own: it belongs to what follows. */
function joinStubs(tokens: readonly Token[]): void {
  let length = 0;
  tokens.forEach((token, at) => {
    length++;
    if (!token.isSegmentEnd) return;
    const next = tokens[at + 1];
    const isStub = length < MIN_SENTENCE_WORDS && next !== undefined;
    if (isStub && next.word.startMs - token.word.endMs < LONG_PAUSE_MS) {
      token.mark = ',';
      token.isSegmentEnd = false;
      return;
    }
    length = 0;
  });
}

function markQuestions(tokens: readonly Token[]): void {
  for (const sentence of split(tokens, (token) => token.mark === '.')) {
    const last = sentence.at(-1);
    if (last?.mark === '.' && isEnglishQuestion(sentence.map((token) => token.word.text.toLowerCase())))
      last.mark = '?';
  }
}

function split(tokens: readonly Token[], endsAt: (token: Token) => boolean): ReadonlyArray<readonly Token[]> {
  const parts: Token[][] = [[]];
  tokens.forEach((token, at) => {
    parts.at(-1)?.push(token);
    if (endsAt(token) && at + 1 < tokens.length) parts.push([]);
  });
  return parts.filter((part) => part.length > 0);
}

/** Halves a long part at its longest inner pause, earlier pauses first among equals, until all are short enough. */
function cutLong(part: readonly Token[]): ReadonlyArray<readonly Token[]> {
  const startMs = part[0]?.word.startMs ?? 0;
  const lengthMs = (part.at(-1)?.word.endMs ?? 0) - startMs;
  if (lengthMs <= MAX_SEGMENT_MS || part.length < 2 * MIN_SENTENCE_WORDS) return [part];
  let cut = MIN_SENTENCE_WORDS;
  let best = Number.NEGATIVE_INFINITY;
  for (let at = MIN_SENTENCE_WORDS; at <= part.length - MIN_SENTENCE_WORDS; at++) {
    const before = part[at - 1];
    const after = part[at];
    if (before === undefined || after === undefined) continue;
    const share = (before.word.endMs - startMs) / lengthMs;
    // without pauses to go by, halves are better than crumbs, and a comma is better than the middle of a phrase
    const score =
      after.word.startMs - before.word.endMs + (before.mark === ',' ? 200 : 0) + 300 * Math.min(share, 1 - share);
    if (score > best) {
      best = score;
      cut = at;
    }
  }
  return [...cutLong(part.slice(0, cut)), ...cutLong(part.slice(cut))];
}

function toSegment(part: readonly Token[], at: number, startsSentence: boolean): Segment {
  let isStart = startsSentence;
  const lower = part.map((token) => token.word.text.toLowerCase());
  const words = part.map((token, index): Word => {
    const text = capitalizeEnglish(lower[index] ?? '', lower[index - 1], lower[index + 1]);
    const cased = isStart ? text.charAt(0).toUpperCase() + text.slice(1) : text;
    isStart = token.mark === '.' || token.mark === '?';
    return { ...token.word, text: cased + token.mark };
  });
  return {
    id: segmentId(at),
    startMs: part[0]?.word.startMs ?? 0,
    endMs: part.at(-1)?.word.endMs ?? 0,
    text: words.map((word) => word.text).join(' '),
    words,
  };
}
