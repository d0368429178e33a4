const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
const embedding = '\u202b';
const pop = '\u202c';

/**
 * Wraps a line that holds right-to-left letters in an embedding, so that players that start every line left to right
 * still put its punctuation and Latin words on the proper side.
 */
export const markDirection = (line: string): string =>
  rightToLeft.test(line) && !/^[\u202b\u2067]/.test(line) ? `${embedding}${line}${pop}` : line;

/** Takes off the embedding {@link markDirection} (or another tool) put around a whole line. */
export const unmarkDirection = (line: string): string =>
  line.replace(/^(?:\u202b|\u2067)(.*?)(?:\u202c|\u2069)?$/u, '$1');
