import type { ReadAloud } from '../../speaking/read-aloud.js';

/** A phoneme, a mark or a space as voices know them, and the word it belongs to. */
export interface SentenceSign {
  readonly sign: string;
  readonly word?: number;
}

/** What is said at once, and the words of all of it. */
export interface Sentences {
  readonly words: readonly string[];
  readonly sentences: ReadonlyArray<readonly SentenceSign[]>;
}

export interface ReadSentencesParams {
  readonly text: string;
  /** A voice of espeak-ng. */
  readonly voice: string;
  readonly read: ReadAloud;
  readonly signal: AbortSignal;
}

/** Marks voices were trained to breathe at, for those they do not know. */
const KNOWN_MARKS: Readonly<Record<string, string>> = { '…': '.', '—': ',' };
const SENTENCE_END = /[.!?]/u;
const TIES = /\^/gu;

/** The sentences of a text in the decomposed form voices are trained on. Fails as `read` does. */
export async function readSentences({ text, voice, read, signal }: ReadSentencesParams): Promise<Sentences> {
  const words: string[] = [];
  const sentences: SentenceSign[][] = [];
  let open: SentenceSign[] = [];
  for (const clause of await read({ text, voice, signal })) {
    const signs: SentenceSign[] = [];
    for (const { text: seen, ipa, isJoined } of clause.words) {
      const word = words.push(seen) - 1;
      const letters = [...ipa.replace(TIES, '').normalize('NFD')];
      if (letters.length > 0 && signs.length > 0 && !isJoined) signs.push({ sign: ' ' });
      signs.push(...letters.map((sign) => (sign === ' ' ? { sign } : { sign, word })));
    }
    if (signs.length === 0) continue;
    const mark = KNOWN_MARKS[clause.mark] ?? clause.mark;
    open.push(...(open.length > 0 ? [{ sign: ' ' }] : []), ...signs, ...(mark === '' ? [] : [{ sign: mark }]));
    if (!SENTENCE_END.test(mark)) continue;
    sentences.push(open);
    open = [];
  }
  return { words, sentences: open.length > 0 ? [...sentences, open] : sentences };
}
