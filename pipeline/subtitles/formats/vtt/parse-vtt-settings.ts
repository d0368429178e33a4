import type { CuePlacement } from '../../model/cue.js';

type Draft = { -readonly [Key in keyof CuePlacement]: CuePlacement[Key] };
type Reader = (value: string, draft: Draft) => boolean;

/** A percentage of the specification: digits, at most one point, `%`, at most 100. */
export const parsePercentage = (text: string): number | undefined => {
  if (!/^\d+(?:\.\d+)?%$/.test(text)) return undefined;
  const value = Number(text.slice(0, -1));
  return value <= 100 ? value : undefined;
};

/** "middle" is what the specification called "center" until 2015; files that say so are still about. */
const modernName = (value: string): string => (value === 'middle' ? 'center' : value);

const readLine: Reader = (value, draft) => {
  const [position = '', align = 'start', ...rest] = value.split(',');
  const percent = parsePercentage(position);
  if (rest.length > 0 || (percent === undefined && !/^-?\d+(?:\.\d+)?$/.test(position))) return false;
  // Adding zero makes minus nought plain nought.
  draft.line = percent ?? Number(position) + 0;
  draft.isLinePercent = percent !== undefined;
  // A wrong alignment does not make the position wrong: the position is kept, the setting is still reported.
  const lineAlign = modernName(align);
  if (lineAlign !== 'start' && lineAlign !== 'center' && lineAlign !== 'end') return false;
  if (value.includes(',')) draft.lineAlign = lineAlign;
  return true;
};

const readPosition: Reader = (value, draft) => {
  const [position = '', align, ...rest] = value.split(',');
  const percent = parsePercentage(position);
  const known = align === undefined || align === 'line-left' || align === 'center' || align === 'line-right';
  if (percent === undefined || rest.length > 0 || !known) return false;
  draft.positionPercent = percent;
  if (align !== undefined) draft.positionAlign = align;
  return true;
};

const readAlign: Reader = (value, draft) => {
  const align = modernName(value);
  if (align !== 'start' && align !== 'center' && align !== 'end' && align !== 'left' && align !== 'right') return false;
  draft.align = align;
  return true;
};

const readers: Readonly<Record<string, Reader>> = {
  line: readLine,
  position: readPosition,
  align: readAlign,
  size: (value, draft) => {
    const percent = parsePercentage(value);
    if (percent !== undefined) draft.sizePercent = percent;
    return percent !== undefined;
  },
  vertical: (value, draft) => {
    if (value !== 'rl' && value !== 'lr') return false;
    draft.vertical = value;
    return true;
  },
  region: (value, draft) => {
    draft.region = value;
    return true;
  },
};

/** Cue settings after the times. A setting that is not valid is left out and named in `ignored`. */
export function parseVttSettings(text: string): { readonly placement: CuePlacement; readonly ignored: string[] } {
  const placement: Draft = {};
  const ignored: string[] = [];
  for (const setting of text.split(/[ \t]+/)) {
    if (setting === '') continue;
    const colon = setting.indexOf(':');
    const read = colon > 0 && colon < setting.length - 1 ? readers[setting.slice(0, colon)] : undefined;
    if (read === undefined || !read(setting.slice(colon + 1), placement)) ignored.push(setting);
  }
  return { placement, ignored };
}
