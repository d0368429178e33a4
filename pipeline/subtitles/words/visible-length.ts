const marks = /[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu;
/** Latin, Greek, Cyrillic, Hebrew letters, punctuation, kana and ideographs: one code unit is one grapheme. */
const oneUnitEach =
  /^[\u0020-\u02ff\u0370-\u0482\u048a-\u0590\u05be\u05d0-\u05ea\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u3001-\u3029\u3030-\u3096\u309b-\u30ff\u3400-\u9fff\uac00-\ud7a3\uff01-\uff9d]*$/u;
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}…—―“”‘’]/u;
const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** The graphemes of a text: what a reader counts as characters. Invisible direction marks are left out. */
export function splitGraphemes(text: string): string[] {
  if (oneUnitEach.test(text)) return text.split('');
  const parts: string[] = [];
  for (const { segment } of graphemes.segment(text.replace(marks, ''))) parts.push(segment);
  return parts;
}

/** How many characters a reader sees: graphemes, spaces and punctuation counted, direction marks not. */
export function visibleLength(text: string): number {
  return oneUnitEach.test(text) ? text.length : splitGraphemes(text).length;
}

/** Columns a text takes: in full-width languages a half-width character is half a column, else one each. */
export function columnsOf(text: string, isFullWidth: boolean): number {
  if (!isFullWidth) return visibleLength(text);
  let columns = 0;
  for (const grapheme of splitGraphemes(text)) columns += wide.test(grapheme) ? 1 : 0.5;
  return columns;
}
