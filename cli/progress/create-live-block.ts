import type { TextSink } from '../cli-io.js';

const eraseRest = '\u001b[K';
const eraseBelow = '\u001b[0J';
const upLines = (count: number): string => (count === 0 ? '' : `\r\u001b[${count}A`);

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
  // line by line and in one write: a terminal that paints between erasing and drawing would flicker, and some keep
  // every block that was erased as a whole in their history
  const write = (lines: readonly string[]): void => {
    const text = lines.map((line) => `${line}${eraseRest}\n`).join('');
    sink.write(`${upLines(shown.length)}${text}${lines.length < shown.length ? eraseBelow : ''}`);
  };
  return {
    draw: (lines) => {
      write(lines);
      shown = lines;
    },
    print: (text) => write([text, ...shown]),
    end: () => {
      shown = [];
    },
  };
}
