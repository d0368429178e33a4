import type { Cue } from '../../model/cue.js';
import type { Span } from '../../model/span.js';
import { markDirection } from '../shared/direction-marks.js';
import { classOfColor, colorOfClass } from './vtt-colors.js';
import { vttTime } from './vtt-time.js';

const escapeText = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\u00a0', '&nbsp;')
    .replaceAll('\u200e', '&lrm;')
    .replaceAll('\u200f', '&rlm;');

const annotation = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('>', '&gt;').replace(/\s+/g, ' ');

const classesOf = (span: Span): string[] => [
  ...(span.color === undefined ? [] : [classOfColor(span.color)]),
  ...(span.background === undefined || colorOfClass(classOfColor(span.background)) === undefined
    ? []
    : [`bg_${classOfColor(span.background)}`]),
  ...(span.classes ?? []).map((name) => name.replace(/[\s.&<>]/g, '-')),
];

const wrap = (text: string, name: string, note = ''): string =>
  `<${name}${note === '' ? '' : ` ${annotation(note)}`}>${text}</${name}>`;

const spanText = (span: Span): string => {
  let text = escapeText(span.text);
  if (span.ruby !== undefined) text = `<ruby>${text}<rt>${escapeText(span.ruby)}</rt></ruby>`;
  const classes = classesOf(span);
  if (classes.length > 0) text = `<c.${classes.join('.')}>${text}</c>`;
  if (span.underline === true) text = wrap(text, 'u');
  if (span.italic === true) text = wrap(text, 'i');
  if (span.bold === true) text = wrap(text, 'b');
  if (span.language !== undefined) text = wrap(text, 'lang', span.language);
  if (span.voice !== undefined) text = wrap(text, 'v', span.voice);
  return span.atMs === undefined ? text : `<${vttTime(span.atMs)}>${text}`;
};

const lineOf = (spans: readonly Span[]): string => markDirection(spans.map(spanText).join(''));

/** The payload of a cue: WebVTT tags, escapes and, where the cue has a speaker, one `<v>` around it all. */
export const writeVttText = (cue: Cue): string => {
  // A blank line would end the cue for every reader: a no-break space keeps it open.
  const text = cue.lines.map((line) => lineOf(line) || '&nbsp;').join('\n');
  return cue.speaker === undefined || cue.speaker.trim() === '' ? text : `<v ${annotation(cue.speaker.trim())}>${text}`;
};
