import { englishLexicon } from './english-lexicon.js';

const upperFirst = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
const PRONOUN = /^i('(m|ve|ll|d))?$/;
/** "may" and "march" are months only beside a day or after these words. */
const MONTH_CUES = new Set(['in', 'of', 'last', 'next', 'since', 'until', 'early', 'late']);

/** A word as English writes it inside a sentence, given its neighbours (all lower case). */
export function capitalizeEnglish(word: string, previous: string | undefined, next: string | undefined): string {
  const { names, pairs } = englishLexicon;
  if (PRONOUN.test(word)) return upperFirst(word);
  const bare = word.replace(/'s$/, '');
  if (names.has(bare)) return upperFirst(word);
  if (next !== undefined && pairs.get(word)?.has(next.replace(/'s$/, '')) === true) return upperFirst(word);
  if (previous !== undefined && pairs.get(previous)?.has(bare) === true) return upperFirst(word);
  const isMonth = (word === 'march' || word === 'may') && previous !== undefined && MONTH_CUES.has(previous);
  return isMonth && next !== 'be' ? upperFirst(word) : word;
}
