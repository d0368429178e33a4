import { englishLexicon } from './english-lexicon.js';

/** Whether the words of a sentence (lower case) are put as a question, by their order: "are you …", "how did they …". */
export function isEnglishQuestion(words: readonly string[]): boolean {
  const { auxiliaries, openers, questionWords, subjects } = englishLexicon;
  const from = words.findIndex((word) => !openers.has(word));
  const [first = '', second = '', third = ''] = from < 0 ? [] : words.slice(from);
  if (auxiliaries.has(first)) return subjects.has(second);
  if (!questionWords.has(first)) return false;
  // "when you are ready …" and "what a day" are no questions; "what time is it" and "how many are there" are
  if (auxiliaries.has(second)) return first !== 'which' && (subjects.has(third) || first === 'who' || first === 'what');
  const isMeasured =
    (first === 'how' && /^(many|much|long|old|far|often)$/.test(second)) || (first === 'what' && second === 'time');
  return isMeasured && words.slice(from + 2, from + 5).some((word) => auxiliaries.has(word));
}
