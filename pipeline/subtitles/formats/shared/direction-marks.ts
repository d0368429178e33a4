import type { CueLine } from '../../model/cue.js';

const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
const embedding = '\u202b';
const pop = '\u202c';

/**
 * Wraps a line that holds right-to-left letters in an embedding, so that players that start every line left to right
 * still put its punctuation and Latin words on the proper side.
 */
export const markDirection = (line: string): string =>
  rightToLeft.test(line) && !/^[\u202b\u2067]/.test(line) ? `${embedding}${line}${pop}` : line;

const opening = /^[\u202b\u2067]/u;
const closing = /[\u202c\u2069]$/u;

/** Takes off the embedding {@link markDirection} (or another tool) put around a whole line. */
export function unmarkDirection(line: CueLine): CueLine {
  const [first] = line;
  if (first === undefined || !opening.test(first.text)) return line;
  const opened = line.map((span, index) => (index === 0 ? { ...span, text: span.text.slice(1) } : span));
  const bare = opened.map((span, index) =>
    index === line.length - 1 ? { ...span, text: span.text.replace(closing, '') } : span,
  );
  const kept = bare.filter((span) => span.text !== '');
  return kept.length === 0 ? [{ text: '' }] : kept;
}
