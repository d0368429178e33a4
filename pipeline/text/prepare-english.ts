/**
 * Wordings a rule-based translator gets wrong, and plainer ones that mean the same. Applied in this order. (Writing out
 * contractions was tried and lost 0.4 chrF.)
 */
const REWRITES: ReadonlyArray<readonly [RegExp, string]> = [
  [/’/g, "'"],
  // "please" first is read as a verb
  [/(^|[.!?]\s+)please,?\s+(\p{L}+)([^.!?]*)/giu, '$1$2$3, please'],
  [/\bgonna\b/gi, 'going to'],
  [/\bwanna\b/gi, 'want to'],
];

const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Puts English into words that rules translate better; the meaning stays. */
export function prepareEnglish(text: string): string {
  const plain = REWRITES.reduce((result, [pattern, replacement]) => result.replace(pattern, replacement), text);
  return /^\p{Lu}/u.test(text) ? upperFirst(plain) : plain;
}
