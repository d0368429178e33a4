/** The named references subtitle files use; WebVTT defines the first six, the rest come from HTML habits. */
const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  nbsp: '\u00a0',
  lrm: '\u200e',
  rlm: '\u200f',
  quot: '"',
  apos: "'",
  hellip: '…',
  ndash: '–',
  mdash: '—',
  laquo: '«',
  raquo: '»',
  copy: '©',
  eacute: 'é',
};

const reference = /&(?:#x([0-9a-f]{1,6})|#([0-9]{1,7})|([a-z]{2,8}));/gi;

const codePoint = (value: number, whole: string): string => {
  const isCharacter = value > 0 && value <= 0x10ffff && (value < 0xd800 || value > 0xdfff);
  return isCharacter ? String.fromCodePoint(value) : whole;
};

/** Replaces character references; what is not one stays as it is. */
export const decodeEntities = (text: string): string =>
  text.includes('&')
    ? text.replace(reference, (whole: string, hex?: string, decimal?: string, name?: string) => {
        if (hex !== undefined) return codePoint(Number.parseInt(hex, 16), whole);
        if (decimal !== undefined) return codePoint(Number.parseInt(decimal, 10), whole);
        return named[(name ?? '').toLowerCase()] ?? whole;
      })
    : text;

/** Whether text would be taken for a character reference at some place. */
export const looksLikeEntity = (text: string): boolean => /&(?:#x[0-9a-f]{1,6}|#[0-9]{1,7}|[a-z]{2,8});/i.test(text);
