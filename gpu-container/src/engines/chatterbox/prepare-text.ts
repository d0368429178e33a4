/** Longer sentences are cut at a comma or a space: the model loses its place in them. */
const LONGEST_CHARACTERS = 220;
/** Signs that the model has hardly seen, and what it has seen instead (resemble-ai/chatterbox, `punc_norm`). */
const SIGNS: ReadonlyArray<readonly [RegExp, string]> = [
  [/\.{3}|…|;| - /g, ', '],
  [/:/g, ','],
  [/[—–]/g, '-'],
  [/ +,/g, ','],
  [/[“”]/g, '"'],
  [/[‘’]/g, "'"],
  // the model's own marks stand in brackets: a text must not hold any
  [/[[\]\p{Cc}]/gu, ' '],
];
const ENDS = /[.!?,\-、，。？！۔؟।]$/u;

/**
 * The sentences of a text as the model was trained to read them: lower case, decomposed signs (NFKD), plain punctuation,
 * an end. Sentences without a letter or a digit are left out.
 */
export function prepareText(text: string, language: string): readonly string[] {
  const plain = SIGNS.reduce((so, [sign, instead]) => so.replace(sign, instead), text).replace(/\s+/g, ' ');
  const sentences = new Intl.Segmenter(language, { granularity: 'sentence' }).segment(plain);
  return [...sentences]
    .flatMap(({ segment }) => cut(segment.trim()))
    .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence))
    .map((sentence) => (ENDS.test(sentence) ? sentence : `${sentence}.`).toLowerCase().normalize('NFKD'));
}

function cut(sentence: string): readonly string[] {
  if (sentence.length <= LONGEST_CHARACTERS) return [sentence];
  const head = sentence.slice(0, LONGEST_CHARACTERS);
  const comma = head.lastIndexOf(', ');
  const at = comma > LONGEST_CHARACTERS / 3 ? comma + 1 : Math.max(head.lastIndexOf(' '), 0) || LONGEST_CHARACTERS;
  return [sentence.slice(0, at).trim(), ...cut(sentence.slice(at).trim())];
}
