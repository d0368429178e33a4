import { cutByWords } from './cut-by-words.js';
import { splitClauses } from './split-clauses.js';
import { transcribeLines } from './transcribe-lines.js';

/** A clause as it is said. */
export interface ReadClause {
  readonly words: readonly ReadWord[];
  /** The mark it ends with, one of `. ! ? … , ; : —`; empty at the end of a text without one. */
  readonly mark: string;
}

/** A word of a text, and what of its clause it sounds like. */
export interface ReadWord {
  /** As people see it, with its marks. */
  readonly text: string;
  /** IPA, the letters of one sound tied with `^`; empty where it is not heard by itself. */
  readonly ipa: string;
  /** Said in one breath with the word before: nothing stands between them. */
  readonly isJoined: boolean;
}

export interface ReadClausesParams {
  readonly text: string;
  /** A voice of espeak-ng: `de`, `en-gb-x-rp`. */
  readonly voice: string;
  readonly signal: AbortSignal;
}

const TIE = '^';

/**
 * How a text is read, clause by clause and word by word. Fails with `engine-missing` without espeak-ng, `engine-failed`,
 * `time-limit`, `cancelled`.
 */
export async function readClauses({ text, voice, signal }: ReadClausesParams): Promise<readonly ReadClause[]> {
  const clauses = splitClauses(text);
  const wholes = clauses.map(({ words }) => words.map(({ spoken }) => spoken).join(' '));
  const alone = clauses.flatMap(({ words }) => words.map(({ spoken }) => spoken));
  const lines = await transcribeLines({ lines: [...wholes, ...alone], voice, tie: TIE, signal });
  let from = clauses.length;
  return clauses.map(({ words, mark }, at) => {
    const pieces = cutByWords(lines[at] ?? '', lines.slice(from, from + words.length));
    from += words.length;
    return { words: words.map(({ text: seen }, index) => toWord(seen, pieces[index] ?? '', index)), mark };
  });
}

function toWord(text: string, piece: string, index: number): ReadWord {
  return { text, ipa: piece.trim(), isJoined: index > 0 && !piece.startsWith(' ') };
}
