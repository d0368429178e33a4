import type { ReadAloud } from '../../speaking/read-aloud.js';
import type { KokoroLanguage } from './kokoro-language.js';
import { spellForKokoro } from './spell-for-kokoro.js';

/** One sign of Kokoro’s alphabet: a letter, a stress, a mark or a space. */
export interface Sign {
  readonly sign: string;
  /** The word it belongs to, by its place among the words; absent for marks and spaces. */
  readonly word?: number;
}

/** A clause as signs; the space to the next one is not among them. */
export interface ScriptClause {
  readonly signs: readonly Sign[];
  readonly isSentenceEnd: boolean;
}

/** A text in Kokoro’s alphabet. */
export interface Script {
  /** As people see them. */
  readonly words: readonly string[];
  readonly clauses: readonly ScriptClause[];
}

export interface ReadScriptParams {
  readonly text: string;
  readonly language: Pick<KokoroLanguage, 'reader' | 'spelling'>;
  readonly read: ReadAloud;
  readonly signal: AbortSignal;
}

const SPACE = ' ';
const SENTENCE_END = /[.!?…]/u;

/** Reads a text: which word is which sounds. Fails as `read` does. */
export async function readScript({ text, language, read, signal }: ReadScriptParams): Promise<Script> {
  const words: string[] = [];
  const clauses: ScriptClause[] = [];
  for (const clause of await read({ text, voice: language.reader, signal })) {
    const signs: Sign[] = [];
    for (const { text: seen, ipa, isJoined } of clause.words) {
      const word = words.push(seen) - 1;
      const letters = [...spellForKokoro(ipa, language.spelling)];
      if (letters.length > 0 && signs.length > 0 && !isJoined) signs.push({ sign: SPACE });
      signs.push(...letters.map((sign) => (sign === SPACE ? { sign } : { sign, word })));
    }
    if (clause.mark !== '') signs.push({ sign: clause.mark });
    clauses.push({ signs, isSentenceEnd: SENTENCE_END.test(clause.mark) });
  }
  return { words, clauses };
}
