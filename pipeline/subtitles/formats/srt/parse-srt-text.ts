import type { CueLine, CuePlacement } from '../../model/cue.js';
import type { SpanStyle } from '../../model/span.js';
import { decodeEntities } from '../shared/decode-entities.js';
import { createSpanBuilder } from '../shared/span-builder.js';

/** A cue's text as SRT writes it: HTML-like tags and a few borrowed from ASS. */
export interface SrtText {
  readonly lines: CueLine[];
  readonly placement: CuePlacement | undefined;
}

const token = /<(\/?)(b|i|u|s|strike|em|strong|font)((?:\s[^<>]*)?)>|\{(\/?)([biu])\}|\{((?:\\[^{}\\]+)+)\}/gi;

const namedColors: Readonly<Record<string, string>> = {
  white: '#ffffff',
  black: '#000000',
  red: '#ff0000',
  lime: '#00ff00',
  green: '#008000',
  blue: '#0000ff',
  yellow: '#ffff00',
  cyan: '#00ffff',
  aqua: '#00ffff',
  magenta: '#ff00ff',
  fuchsia: '#ff00ff',
  gray: '#808080',
  grey: '#808080',
  silver: '#c0c0c0',
  orange: '#ffa500',
};

/** A colour as files write it, in the model's form; undefined when it is none. */
export const parseColor = (value: string): string | undefined => {
  const bare = value.trim().toLowerCase();
  const hex = /^#?([0-9a-f]{6}(?:[0-9a-f]{2})?)$/.exec(bare)?.[1];
  if (hex !== undefined) return `#${hex}`;
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/.exec(bare);
  if (short !== null)
    return `#${short
      .slice(1)
      .map((digit) => digit + digit)
      .join('')}`;
  return namedColors[bare];
};

const attribute = (attributes: string, name: string): string | undefined => {
  const match = new RegExp(`\\b${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i').exec(attributes);
  return match?.[1] ?? match?.[2] ?? match?.[3];
};

const fontStyle = (attributes: string): SpanStyle => {
  const color = parseColor(attribute(attributes, 'color') ?? '');
  const face = attribute(attributes, 'face');
  return { ...(color === undefined ? {} : { color }), ...(face === undefined ? {} : { fontFamily: face }) };
};

const styleOfTag = (name: string, attributes: string): SpanStyle => {
  if (name === 'b' || name === 'strong') return { bold: true };
  if (name === 'i' || name === 'em') return { italic: true };
  if (name === 'u') return { underline: true };
  return name === 'font' ? fontStyle(attributes) : { strike: true };
};

/** Where `\an1` … `\an9` put a cue, in WebVTT's words; `\an2` is the default place and says nothing. */
export const placementOfAlignment = (digit: number): CuePlacement | undefined => {
  if (digit === 2 || digit < 1 || digit > 9) return undefined;
  const column = (digit - 1) % 3;
  const row = Math.floor((digit - 1) / 3);
  const align = column === 0 ? 'left' : column === 2 ? 'right' : undefined;
  const place =
    row === 1 ? { line: 50, isLinePercent: true, lineAlign: 'center' as const } : row === 2 ? { line: 0 } : {};
  return { ...place, ...(align === undefined ? {} : { align }) };
};

/** Nesting deeper than this adds nothing a player shows; a hostile file could otherwise nest without end. */
const depthLimit = 64;

interface OpenTag {
  readonly name: string;
  readonly style: SpanStyle;
}

const close = (open: OpenTag[], name: string): void => {
  const index = open.findLastIndex((tag) => tag.name === name);
  if (index >= 0) open.splice(index, 1);
};

/** Reads styles and placement out of a cue's text. Tags that are not known stay as text; unclosed ones end with the cue. */
export function parseSrtText(text: string): SrtText {
  const builder = createSpanBuilder();
  const open: OpenTag[] = [];
  let placement: CuePlacement | undefined;
  let position = 0;
  const style = (): SpanStyle => Object.assign({}, ...open.map((tag) => tag.style)) as SpanStyle; // a merge of styles
  for (const match of text.matchAll(token)) {
    builder.add(decodeEntities(text.slice(position, match.index)), style());
    position = match.index + match[0].length;
    const name = (match[2] ?? match[5] ?? '').toLowerCase();
    const isClosing = (match[1] ?? match[4]) === '/';
    if (name === '')
      placement = placementOfAlignment(Number(/\\an([1-9])/.exec(match[6] ?? '')?.[1] ?? 2)) ?? placement;
    else if (isClosing) close(open, name);
    else if (open.length < depthLimit) open.push({ name, style: styleOfTag(name, match[3] ?? '') });
  }
  builder.add(decodeEntities(text.slice(position)), style());
  return { lines: builder.lines(), placement };
}
