import type { Cue } from '../../model/cue.js';
import type { Span } from '../../model/span.js';
import type { AssHeader } from '../../model/subtitle-document.js';
import { markDirection } from '../shared/direction-marks.js';
import { alignmentOfPlacement } from '../srt/write-srt.js';
import { writeAssColor } from './ass-color.js';

/** The look of the default style; sizes in script pixels. */
export interface AssLook {
  readonly fontFamily: string;
  readonly fontSize: number;
  readonly outline: number;
  readonly shadow: number;
  readonly marginHorizontal: number;
  readonly marginVertical: number;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** What stands around the events. */
export interface AssHead {
  readonly title?: string | undefined;
  readonly assHeader?: AssHeader | undefined;
  readonly notes?: readonly string[] | undefined;
  readonly look?: AssLook | undefined;
}

const defaultLook: AssLook = {
  fontFamily: 'Noto Sans',
  fontSize: 54,
  outline: 2.5,
  shadow: 1,
  marginHorizontal: 96,
  marginVertical: 60,
  widthPx: 1920,
  heightPx: 1080,
};

const styleFormat =
  'Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding';

const eventFormat = 'Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text';

const headerOf = (title: string | undefined, look: AssLook): string[] => {
  const margins = `${look.marginHorizontal},${look.marginHorizontal},${look.marginVertical}`;
  const name = look.fontFamily.replaceAll(',', ' ');
  // Encoding -1 lets libass find each line's direction from its first strong letter.
  const style = `Style: Default,${name},${look.fontSize},&H00FFFFFF,&H000000FF,&H00000000,&H80000000,0,0,0,0,100,100,0,0,1,${look.outline},${look.shadow},2,${margins},-1`;
  return [
    '[Script Info]',
    ...(title === undefined ? [] : [`Title: ${title.replace(/\s+/g, ' ')}`]),
    'ScriptType: v4.00+',
    'WrapStyle: 2',
    'ScaledBorderAndShadow: yes',
    'YCbCr Matrix: None',
    `PlayResX: ${look.widthPx}`,
    `PlayResY: ${look.heightPx}`,
    '',
    '[V4+ Styles]',
    `Format: ${styleFormat}`,
    style,
  ];
};

const keptHeader = (header: AssHeader): string[] => {
  const isSsa = header.scriptInfo.some((line) => /^ScriptType:\s*v4\.00\s*$/i.test(line));
  return [
    '[Script Info]',
    ...header.scriptInfo,
    '',
    isSsa ? '[V4 Styles]' : '[V4+ Styles]',
    ...(header.styleFormat.length === 0 ? [] : [`Format: ${header.styleFormat.join(', ')}`]),
    ...header.styles.map((fields) => `Style: ${fields.join(',')}`),
    ...(header.otherSections.length === 0 ? [] : ['', ...header.otherSections]),
  ];
};

const assTime = (ms: number): string => {
  const centi = Math.max(0, Math.round(ms / 10));
  const two = (value: number): string => String(value).padStart(2, '0');
  const seconds = Math.floor(centi / 100);
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}.${two(centi % 100)}`;
};

/** Braces and backslashes would be read as tags; full-width look-alikes show the same and are text. */
const escapeText = (text: string): string =>
  text
    .replaceAll('{', '｛')
    .replaceAll('}', '｝')
    .replace(/\\(?=[Nnh{}])/g, '\\\u2060')
    .replaceAll('\u00a0', '\\h');

const tagsOf = (span: Span, previous: Span | undefined): string => {
  const flag = (key: 'bold' | 'italic' | 'underline' | 'strike', letter: string): string =>
    span[key] === previous?.[key] ? '' : `\\${letter}${span[key] === true ? 1 : 0}`;
  const flags = flag('bold', 'b') + flag('italic', 'i') + flag('underline', 'u') + flag('strike', 's');
  const paint = span.color === undefined ? undefined : writeAssColor(span.color);
  const color = span.color === previous?.color ? '' : paint === undefined ? '\\1c' : `\\1c${paint.color}`;
  const alpha = paint?.alpha === undefined || span.color === previous?.color ? '' : `\\1a${paint.alpha}`;
  const font = span.fontFamily === previous?.fontFamily ? '' : `\\fn${span.fontFamily ?? ''}`;
  const tags = `${flags}${color}${alpha}${font}${span.assTags ?? ''}`;
  return tags === '' ? '' : `{${tags}}`;
};

/** The text field of an event. */
const textOf = (cue: Cue): string => {
  const digit = alignmentOfPlacement(cue.placement);
  let previous: Span | undefined;
  const lines = cue.lines.map((line) => {
    let text = '';
    for (const span of line) {
      const shown = span.text === '\u200b' && span.assTags !== undefined ? '' : escapeText(span.text);
      text += `${tagsOf(span, previous)}${shown}`;
      previous = span;
    }
    return markDirection(text);
  });
  return `${digit === 2 ? '' : `{\\an${digit}}`}${lines.join('\\N')}`;
};

const eventOf = (cue: Cue): string => {
  const ass = cue.ass ?? {};
  const name = (cue.speaker ?? '').replace(/[,\r\n]/g, ' ');
  const margins = `${ass.marginLeft ?? 0},${ass.marginRight ?? 0},${ass.marginVertical ?? 0}`;
  const place = `${ass.layer ?? 0},${assTime(cue.startMs)},${assTime(cue.endMs)},${ass.style ?? 'Default'},${name}`;
  return `Dialogue: ${place},${margins},${ass.effect ?? ''},${textOf(cue)}`;
};

const writableNote = (note: string): boolean => /^(?:Comment|;)/.test(note);

/** Writes ASS (v4.00+) for libass: no automatic wrapping, direction found per line, times in centiseconds. */
export function writeAss(cues: readonly Cue[], head: AssHead = {}): string {
  const { assHeader, look = defaultLook, title } = head;
  const start = assHeader === undefined ? headerOf(title, look) : keptHeader(assHeader);
  const lines = [
    ...start,
    '',
    '[Events]',
    `Format: ${eventFormat}`,
    ...(assHeader === undefined ? [] : (head.notes ?? []).filter(writableNote)),
    ...cues.map(eventOf),
  ];
  return `${lines.join('\n')}\n`;
}
