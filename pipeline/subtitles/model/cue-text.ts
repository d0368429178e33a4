import type { Cue, CueLine } from './cue.js';

/** The plain text of one line, styles dropped. */
export const lineText = (line: CueLine): string => {
  const [first] = line;
  if (first === undefined) return '';
  return line.length === 1 ? first.text : line.map((span) => span.text).join('');
};

/** The plain text of a cue; lines joined with a line feed. */
export const cueText = (cue: Pick<Cue, 'lines'>): string => cue.lines.map(lineText).join('\n');

/** A cue's lines from plain text. */
export const plainLines = (text: string): CueLine[] => text.split('\n').map((line) => [{ text: line }]);
