import type { CueLine, CuePlacement } from '../../model/cue.js';
import type { SpanStyle } from '../../model/span.js';
import { createSpanBuilder } from '../shared/span-builder.js';
import { placementOfAlignment } from '../srt/parse-srt-text.js';
import { parseAssColor } from './ass-color.js';

type Draft = { -readonly [Key in keyof SpanStyle]: SpanStyle[Key] };

/** SSA's old `\a` numbers as numeric-keypad positions. */
const legacyAlignment: Readonly<Record<string, number>> = { 1: 1, 2: 2, 3: 3, 5: 7, 6: 8, 7: 9, 9: 4, 10: 5, 11: 6 };

const setFlag = (style: Draft, key: 'bold' | 'italic' | 'underline' | 'strike', value: string): void => {
  const isOn = value !== '' && Number(value) !== 0;
  if (isOn) style[key] = true;
  else delete style[key];
};

/** Splits `\i1\pos(1,2)\fnArial` into its tags; a backslash inside brackets belongs to the tag around it. */
const splitTags = (block: string): string[] => {
  const tags: string[] = [];
  let depth = 0;
  for (const part of block.split('\\')) {
    if (depth > 0 && tags.length > 0) tags[tags.length - 1] += `\\${part}`;
    else if (part !== '') tags.push(part);
    depth = Math.max(0, depth + (part.match(/\(/g)?.length ?? 0) - (part.match(/\)/g)?.length ?? 0));
  }
  return tags;
};

const flags = { b: 'bold', i: 'italic', u: 'underline', s: 'strike' } as const;

/** Applies one tag; false when it has no home in the model and must be kept as it is. */
const applyTag = (tag: string, style: Draft): boolean => {
  const flag = /^([bius])(-?\d*)$/.exec(tag);
  if (flag?.[1] !== undefined) {
    setFlag(style, flags[flag[1] as keyof typeof flags], flag[2] ?? ''); // the pattern allows these four only
    return true;
  }
  const color = /^1?c(&?H?[0-9a-f]*&?)$/i.exec(tag);
  if (color !== null) {
    const value = color[1] === '' ? undefined : parseAssColor(color[1] ?? '');
    if (value === undefined) delete style.color;
    else style.color = value.slice(0, 7);
    return true;
  }
  const font = /^fn(.*)$/.exec(tag);
  if (font === null) return false;
  if (font[1] === undefined || font[1].trim() === '') delete style.fontFamily;
  else style.fontFamily = font[1].trim();
  return true;
};

/** An event's text with its override tags read: styles into runs, place into a placement, the rest kept verbatim. */
export function parseAssText(text: string): {
  readonly lines: CueLine[];
  readonly placement: CuePlacement | undefined;
} {
  const builder = createSpanBuilder();
  let style: Draft = {};
  let placement: CuePlacement | undefined;
  let kept = '';
  const add = (part: string): void => {
    const plain = part.replace(/\\[Nn]/g, '\n').replaceAll('\\h', '\u00a0');
    if (plain === '') return;
    const firstLine = plain.split('\n', 1)[0] ?? '';
    // Kept tags stand before the first letters they touch, once; what follows on other lines goes on without them.
    if (kept !== '') builder.add(firstLine === '' ? '\u200b' : firstLine, { ...style, assTags: kept });
    builder.add(kept === '' ? plain : plain.slice(firstLine.length), style);
    kept = '';
  };
  for (const token of text.match(/\{[^}]*\}|\{[^}]*$|[^{]+/g) ?? []) {
    if (!token.startsWith('{') || !token.endsWith('}')) {
      add(token);
      continue;
    }
    style = { ...style };
    for (const tag of splitTags(token.slice(1, -1))) {
      const digit = /^an?(\d{1,2})$/.exec(tag);
      if (digit !== null && tag.startsWith('an')) placement = placementOfAlignment(Number(digit[1]));
      else if (digit !== null) placement = placementOfAlignment(legacyAlignment[digit[1] ?? ''] ?? 2);
      else if (/^r$/.test(tag)) style = {};
      else if (!applyTag(tag, style)) kept += `\\${tag}`;
    }
  }
  if (kept !== '') builder.add('\u200b', { ...style, assTags: kept });
  return { lines: builder.lines(), placement };
}
