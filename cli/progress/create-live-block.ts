import type { TextSink } from '../cli-io.js';

const eraseBelow = '\u001b[0J';
const upLines = (count: number): string => (count === 0 ? '\r' : `\r\u001b[${count}A`);

/** The last lines of a terminal, drawn over again and again. Lines must be no wider than the terminal. */
export interface LiveBlock {
  readonly draw: (lines: readonly string[]) => void;
  /** Puts a line above the block, where it stays. */
  readonly print: (text: string) => void;
  /** Leaves the block as it stands; the next `draw` begins a new one below. Idempotent. */
  readonly end: () => void;
}

/** A block at the end of a terminal; nothing is written before the first `draw`. */
export function createLiveBlock(sink: TextSink): LiveBlock {
  let shown: readonly string[] = [];
  const render = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');
  return {
    draw: (lines) => {
      // one write for all of it: a terminal that paints between two writes would flicker
      sink.write(`${shown.length === 0 ? '' : upLines(shown.length) + eraseBelow}${render(lines)}`);
      shown = lines;
    },
    print: (text) => {
      sink.write(`${shown.length === 0 ? '' : upLines(shown.length) + eraseBelow}${text}\n${render(shown)}`);
    },
    end: () => {
      shown = [];
    },
  };
}
