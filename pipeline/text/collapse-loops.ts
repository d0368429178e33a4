import type { Word } from '../contracts/word.js';

/** Longest phrase, in words, that is looked for. */
const MAX_PHRASE_WORDS = 8;
/** People say "no no no"; recognizers that lost the thread say it far more often. Longer phrases are suspect sooner. */
const allowedRepeats = (phraseWords: number): number => (phraseWords === 1 ? 3 : 2);

function repeatsAt(words: readonly Word[], at: number, phraseWords: number): number {
  let repeats = 1;
  const isSame = (offset: number): boolean => {
    for (let index = 0; index < phraseWords; index++) {
      const other = words[at + offset * phraseWords + index];
      if (other === undefined || other.text.toLowerCase() !== words[at + index]?.text.toLowerCase()) return false;
    }
    return true;
  };
  while (isSame(repeats)) repeats++;
  return repeats;
}

/** Cuts phrases that a recognizer repeats in a loop down to one; what people do repeat (up to three times) stays. */
export function collapseLoops(words: readonly Word[]): readonly Word[] {
  const kept: Word[] = [];
  for (let at = 0; at < words.length; ) {
    let next = at + 1;
    for (let phraseWords = 1; phraseWords <= MAX_PHRASE_WORDS; phraseWords++) {
      const repeats = repeatsAt(words, at, phraseWords);
      if (repeats <= allowedRepeats(phraseWords)) continue;
      kept.push(...words.slice(at, at + phraseWords));
      next = at + phraseWords * repeats;
      break;
    }
    if (next === at + 1) kept.push(...words.slice(at, next));
    at = next;
  }
  return kept;
}
