import { functionWords } from '../../../../pipeline/speech/function-words.js';
import { PARAKEET_LANGUAGES } from './parakeet-languages.js';

/** Words that must be recognised before a name is worth anything. */
const LEAST_HITS = 4;
/** The first language must have this many times the hits of the second. */
const CLEAR_LEAD = 1.5;

/** The language some words are written in, as a base tag; undefined where their function words do not tell it clearly. */
export function nameLanguage(words: readonly string[]): string | undefined {
  const plain = words.map((word) => word.toLowerCase().replace(/^[\p{P}\p{S}]+|[\p{P}\p{S}]+$/gu, ''));
  const ranked = PARAKEET_LANGUAGES.filter((language) => Object.hasOwn(functionWords, language))
    .map((language) => ({ language, hits: hitsOf(plain, language) }))
    .toSorted((a, b) => b.hits - a.hits);
  const [first, second] = ranked;
  if (first === undefined || first.hits < LEAST_HITS) return undefined;
  return first.hits >= CLEAR_LEAD * (second?.hits ?? 0) ? first.language : undefined;
}

function hitsOf(words: readonly string[], language: string): number {
  const known = new Set(functionWords[language]);
  return words.filter((word) => known.has(word)).length;
}
