import type { ReadAloud, ReadWord } from '../../speaking/read-aloud.js';
import { cutByWords } from './cut-by-words.js';
import { type Clause, splitClauses } from './split-clauses.js';
import { transcribeLines } from './transcribe-lines.js';

const TIE = '^';

/**
 * How a text is read, clause by clause and word by word. Fails with `engine-missing` without espeak-ng, `engine-failed`,
 * `time-limit`, `cancelled`.
 */
export const readClauses: ReadAloud = async ({ text, voice, signal }) => {
  const clauses = splitClauses(text);
  const read = (lines: readonly string[]) => transcribeLines({ lines, voice, tie: TIE, signal });
  const wholes = await read(clauses.map(({ words }) => words.map(({ spoken }) => spoken).join(' ')));
  const plain = clauses.map((clause, at) => cutPlainly(clause, wholes[at] ?? ''));
  const alone = clauses.flatMap(({ words }, at) => (plain[at] === undefined ? words.map(({ spoken }) => spoken) : []));
  const lines = await read(alone);
  let from = 0;
  return clauses.map(({ words, mark }, at) => {
    const known = plain[at];
    const pieces = known ?? cutByWords(wholes[at] ?? '', lines.slice(from, from + words.length));
    if (known === undefined) from += words.length;
    return { words: words.map(({ text: seen }, index) => toWord(seen, pieces[index] ?? '', index)), mark };
  });
};

/** Letters and marks among them: said as one word wherever espeak-ng writes as many words as there are. */
const PLAIN = /^[\p{L}\p{M}'’]+$/u;

/** The words of a clause where it is plain which is which; else they have to be read one by one. */
function cutPlainly({ words }: Clause, whole: string): readonly string[] | undefined {
  const pieces = whole.split(/(?= )/u);
  const isPlain = pieces.length === words.length && words.every(({ spoken }) => PLAIN.test(spoken));
  return isPlain ? pieces : undefined;
}

function toWord(text: string, piece: string, index: number): ReadWord {
  return { text, ipa: piece.trim(), isJoined: index > 0 && !piece.startsWith(' ') };
}
