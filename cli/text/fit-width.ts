import { displayWidth } from './display-width.js';

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** Shortens plain text to at most `width` cells, the last one an ellipsis where something was cut. */
export function fitWidth(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  let kept = '';
  let used = 0;
  for (const { segment } of graphemes.segment(text)) {
    used += displayWidth(segment);
    if (used > width - 1) break;
    kept += segment;
  }
  return width < 1 ? '' : `${kept}…`;
}
