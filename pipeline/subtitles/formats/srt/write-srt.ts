import type { Cue, CueLine, CuePlacement } from '../../model/cue.js';
import type { Span } from '../../model/span.js';
import { looksLikeEntity } from '../shared/decode-entities.js';
import { markDirection } from '../shared/direction-marks.js';

const two = (value: number): string => String(value).padStart(2, '0');

/** A time as SubRip writes it, `HH:MM:SS,mmm`. */
export const srtTime = (ms: number): string => {
  const whole = Math.max(0, Math.round(ms));
  const seconds = Math.floor(whole / 1000);
  const clock = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return `${clock},${String(whole % 1000).padStart(3, '0')}`;
};

/** SubRip has no escapes of its own; only what would be read as a tag or a reference is written as a reference. */
const escapeText = (text: string): string => {
  const ampersands = looksLikeEntity(text) ? text.replaceAll('&', '&amp;') : text;
  return ampersands
    .replace(/<(?=\/?(?:b|i|u|s|strike|em|strong|font)[\s>])/gi, '&lt;')
    .replace(/\{(?=\\|\/?[biu]\})/gi, '&#123;')
    .replaceAll('-->', '--&gt;');
};

const spanText = (span: Span): string => {
  let text = escapeText(span.text);
  if (span.strike === true) text = `<s>${text}</s>`;
  if (span.underline === true) text = `<u>${text}</u>`;
  if (span.italic === true) text = `<i>${text}</i>`;
  if (span.bold === true) text = `<b>${text}</b>`;
  const color = span.color === undefined ? '' : ` color="${span.color}"`;
  const face = span.fontFamily === undefined ? '' : ` face="${span.fontFamily.replaceAll('"', '')}"`;
  return color === '' && face === '' ? text : `<font${color}${face}>${text}</font>`;
};

const lineOf = (line: CueLine): string => markDirection(line.map(spanText).join(''));

/** The `\an` digit that comes nearest to a placement. */
export const alignmentOfPlacement = (placement: CuePlacement | undefined): number => {
  if (placement === undefined) return 2;
  const { line, isLinePercent, align } = placement;
  const height = line === undefined ? 100 : isLinePercent === true ? line : line < 0 ? 100 : line < 8 ? 0 : 100;
  const row = height < 34 ? 6 : height < 67 ? 3 : 0;
  const column = align === 'left' || align === 'start' ? 1 : align === 'right' || align === 'end' ? 3 : 2;
  return row + column;
};

/** Writes SubRip: numbered from 1, tags for style and `{\an8}` for place, CR LF as its players expect. */
export function writeSrt(cues: readonly Cue[]): string {
  return cues
    .map((cue, index) => {
      const digit = alignmentOfPlacement(cue.placement);
      const place = digit === 2 ? '' : `{\\an${digit}}`;
      const text = cue.lines.map(lineOf).join('\r\n');
      return `${index + 1}\r\n${srtTime(cue.startMs)} --> ${srtTime(cue.endMs)}\r\n${place}${text}\r\n`;
    })
    .join('\r\n');
}
