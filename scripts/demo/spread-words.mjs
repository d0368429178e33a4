/**
 * @typedef {Readonly<{ text: string, startMs: number, endMs: number }>} Word
 * @typedef {Readonly<{ id: string, startMs: number, endMs: number, text: string, words: readonly Word[] }>} Segment
 */

/** Every word costs as if it had this many letters more: short words are longer to say than their letters. */
const LETTERS_PER_WORD = 2;

/**
 * Word times for a sentence whose own start and end are known: shares of the time by length of word.
 * Good to about 0.2 s, which is enough to highlight words and to break lines.
 * @param {Readonly<{ text: string, startMs: number, endMs: number }>} sentence
 * @returns {Word[]}
 */
export function spreadWords({ text, startMs, endMs }) {
  const words = text.split(' ');
  const total = words.reduce((sum, word) => sum + word.length + LETTERS_PER_WORD, 0);
  let passed = 0;
  return words.map((word) => {
    const from = passed;
    passed += word.length + LETTERS_PER_WORD;
    const at = (/** @type {number} */ share) => Math.round(startMs + ((endMs - startMs) * share) / total);
    return { text: word, startMs: at(from), endMs: at(passed) };
  });
}
