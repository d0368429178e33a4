import type { TimedWord } from '../../hearing/timed-word.js';

export interface WordsFromTokensParams {
  /** Text tokens, without special ones. */
  readonly tokens: readonly number[];
  /** When each token begins, and then the end of the last: one more than there are tokens, in ms. */
  readonly timesMs: readonly number[];
  /** Of each token, 0…1. */
  readonly probabilities: readonly number[];
  readonly decode: (tokens: number[]) => string;
  readonly language: string;
}

/** Written without spaces between words: there every sign is timed by itself. */
const UNSPACED = /^(zh|ja|th|lo|my|yue)\b/;
/** What a tokenizer gives for bytes that are not yet a whole sign. */
const INCOMPLETE = '\uFFFD';
const ONLY_MARKS = /^[\p{P}\p{S}]+$/u;

/**
 * Joins tokens into words with the times of their first and last token. Marks belong to the word they touch. The confidence
 * of a word is the mean probability of its tokens, as openai/whisper has it.
 */
export function wordsFromTokens(params: WordsFromTokensParams): readonly TimedWord[] {
  const { timesMs, language, probabilities } = params;
  const words: OpenWord[] = [];
  for (const { text, from, to } of pieces(params)) {
    const isSpaced = /^\s/.test(text);
    const bare = text.trim();
    const last = words.at(-1);
    const isNew = last === undefined || isSpaced || (UNSPACED.test(language) && !ONLY_MARKS.test(bare));
    const times = { startMs: timesMs[from] ?? 0, endMs: timesMs[to] ?? timesMs.at(-1) ?? 0 };
    if (bare === '') continue;
    const own = probabilities.slice(from, to);
    if (isNew) words.push({ text: bare, ...times, isSpaced, own });
    else words[words.length - 1] = { ...last, text: last.text + bare, endMs: times.endMs, own: [...last.own, ...own] };
  }
  return words.map(({ own, ...word }) => ({
    ...word,
    confidence: own.reduce((sum, probability) => sum + probability, 0) / own.length,
  }));
}

interface OpenWord extends Omit<TimedWord, 'confidence'> {
  readonly own: readonly number[];
}

/** The fewest tokens that make whole signs, one group after the other. */
function* pieces({ tokens, decode }: WordsFromTokensParams): Generator<{ text: string; from: number; to: number }> {
  let from = 0;
  for (let to = 1; to <= tokens.length; to++) {
    const text = decode(tokens.slice(from, to));
    if (text.includes(INCOMPLETE) && to < tokens.length) continue;
    yield { text: text.replaceAll(INCOMPLETE, ''), from, to };
    from = to;
  }
}
