/** Scripts without spaces between words, and Hangul, where particles cling to the word: no boundary to look for. */
const UNSPACED =
  '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}\\p{Script=Tibetan}\\p{Script=Hangul}]';
/** A letter or digit that would make the term part of a longer word. */
const CLINGING = `(?!${UNSPACED})[\\p{L}\\p{N}]`;

/** Matches a term as whole words, in any case; inside a text without spaces, wherever it stands. */
export function termPattern(term: string): RegExp {
  const text = term.trim().normalize('NFC');
  const isClinging = new RegExp(`^${CLINGING}$`, 'u');
  const [first = ''] = text;
  const last = [...text].at(-1) ?? '';
  const before = isClinging.test(first) ? `(?<!${CLINGING})` : '';
  const after = isClinging.test(last) ? `(?!${CLINGING})` : '';
  return new RegExp(`${before}${text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}${after}`, 'giu');
}
