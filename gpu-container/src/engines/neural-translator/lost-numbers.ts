/** Numbers of one digit are as often said in words. */
const NUMBER = /\d[\d.,'’\u00a0\u202f]*\d/gu;

/**
 * The numbers of a source that its translation lacks, as their digits: marks between digits are written differently by each
 * language, digits are not.
 */
export function lostNumbers(source: string, translation: string): readonly string[] {
  const kept = new Set(numbersOf(translation));
  return [...new Set(numbersOf(source))].filter((number) => !kept.has(number));
}

const numbersOf = (text: string): readonly string[] =>
  [...text.matchAll(NUMBER)].map(([found]) => found.replace(/\D/gu, ''));
