import { functionWords } from './function-words.js';

/** Words that must be recognised before a guess is worth anything. */
const LEAST_HITS = 4;
/** Different ones among them: neighbours share some (`en` and `la` are Spanish, and Esperanto, and more). */
const LEAST_WORDS = 3;
/** The best language must have this many times the hits of the expected one. */
const CLEAR_LEAD = 2.5;

/**
 * The language a text is rather written in than the expected one, as a base tag; undefined when nothing speaks against
 * the expected language or it is not among those known by their function words.
 */
export function guessOtherLanguage(words: readonly string[], expected: string): string | undefined {
  const base = expected.split('-')[0] ?? expected;
  if (!(base in functionWords)) return undefined;
  const found = (language: string): readonly string[] => {
    const known = new Set(functionWords[language]);
    return words.filter((word) => known.has(word));
  };
  const hits = (language: string): number => found(language).length;
  const own = hits(base);
  const rival = Object.keys(functionWords)
    .filter((language) => language !== base)
    .map((language) => ({ language, hits: hits(language) }))
    .reduce((best, entry) => (entry.hits > best.hits ? entry : best), { language: base, hits: 0 });
  const isKnown = rival.hits >= LEAST_HITS && new Set(found(rival.language)).size >= LEAST_WORDS;
  return isKnown && rival.hits > CLEAR_LEAD * own ? rival.language : undefined;
}
