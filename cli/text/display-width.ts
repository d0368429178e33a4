// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences start with a control character by definition
const escapeSequence = /\u001b\[[0-9;?]*[A-Za-z]/g;
const zeroWidth = /^[\p{Mark}\p{Format}\p{Control}]+$/u;
const doubleWidth =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u303F\uFF01-\uFF60\uFFE0-\uFFE6]/u;

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** Character cells a text takes in a terminal; escape sequences take none, East Asian wide characters two. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const { segment } of graphemes.segment(text.replace(escapeSequence, ''))) {
    if (!zeroWidth.test(segment)) width += doubleWidth.test(segment) ? 2 : 1;
  }
  return width;
}
