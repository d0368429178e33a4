import { displayWidth } from './display-width.js';

/** Fills text with spaces up to `width` cells, on the right, or on the left with `side: 'start'`. */
export function padWidth(text: string, width: number, side: 'start' | 'end' = 'end'): string {
  const filling = ' '.repeat(Math.max(0, width - displayWidth(text)));
  return side === 'end' ? text + filling : filling + text;
}
