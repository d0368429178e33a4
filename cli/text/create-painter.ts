import type { CliIo } from '../cli-io.js';

/** What colour says: done, going on, failed, beside the point. */
export type Paint = 'good' | 'busy' | 'bad' | 'dim' | 'strong';

/** Colours plain text, or returns it as it is. */
export type Painter = (paint: Paint, text: string) => string;

const codes: Readonly<Record<Paint, readonly [number, number]>> = {
  good: [32, 39],
  busy: [36, 39],
  bad: [31, 39],
  dim: [2, 22],
  strong: [1, 22],
};

/** A painter for a sink: colour on a terminal only, never under NO_COLOR (https://no-color.org) or a dumb terminal. */
export function createPainter(io: Pick<CliIo, 'env'>, isTTY: boolean): Painter {
  const isColoured = isTTY && (io.env['NO_COLOR'] ?? '') === '' && io.env['TERM'] !== 'dumb';
  if (!isColoured) return (_paint, text) => text;
  return (paint, text) => {
    const [on, off] = codes[paint];
    return `\u001b[${on}m${text}\u001b[${off}m`;
  };
}
