/** Whose phonemes are spelled: English has conventions of its own, the other languages share one. */
export type KokoroSpelling = 'american' | 'british' | 'other';

type Replacement = readonly [from: string, to: string];

/** Sounds of two letters that have a letter of their own in Kokoro's alphabet. */
const JOINED: readonly Replacement[] = [
  ['a^ɪ', 'I'],
  ['a^ʊ', 'W'],
  ['e^ɪ', 'A'],
  ['ɔ^ɪ', 'Y'],
  ['t^ʃ', 'ʧ'],
  ['d^ʒ', 'ʤ'],
];

/** What espeak-ng distinguishes and the English of these voices does not. The order counts. */
const ENGLISH: readonly Replacement[] = [
  ...JOINED,
  ['ʔˌn\u0329', 'ʔn'],
  ['ʔn\u0329', 'ʔn'],
  ['ʲo', 'jo'],
  ['ʲə', 'jə'],
  ['ʲ', ''],
  // the r that links it to the next word is written by both
  ['ɚɹ', 'əɹ'],
  ['ɚ', 'əɹ'],
  ['r', 'ɹ'],
  ['x', 'k'],
  ['ç', 'k'],
  ['ɐ', 'ə'],
  ['ɬ', 'l'],
  ['\u0303', ''],
];

const BRITISH: readonly Replacement[] = [
  // before the plain e: once that is a diphthong, “hair” would be one of three vowels
  ['e^ə', 'ɛː'],
  ['i^ə', 'ɪə'],
  ['iə', 'ɪə'],
  ['ə^ʊ', 'Q'],
  ...ENGLISH,
  ['e', 'A'],
];

const AMERICAN: readonly Replacement[] = [
  ...ENGLISH,
  ['o^ʊ', 'O'],
  ['e', 'A'],
  ['ɜːɹ', 'ɜɹ'],
  ['ɜː', 'ɜɹ'],
  ['ɪə', 'iə'],
  ['ː', ''],
];

/** At last, for both: espeak-ng before 1.52 writes o for ɔ, and a tapped or stopped t is a letter of its own. */
const ENGLISH_LAST: readonly Replacement[] = [
  ['o', 'ɔ'],
  ['ɾ', 'T'],
  ['ʔ', 't'],
];

const OTHER: readonly Replacement[] = [
  ...JOINED,
  ['d^z', 'ʣ'],
  ['t^s', 'ʦ'],
  ['s^s', 'S'],
  ['o^ʊ', 'O'],
  ['ə^ʊ', 'Q'],
  ['-', ''],
];

/** A schwa before l is next to nothing after a consonant (“little”), and is one after a vowel (“material”). */
const DARK_L = /(?<=[bdfhjklmnpstvwzðŋɡɹɾʃʒʤʧθʔ])ə\^l/gu;
/** A consonant that is a syllable by itself: the sign stands under it, Kokoro’s before it. */
const SYLLABIC = /(\S)\u0329/gu;

/**
 * espeak-ng’s IPA (tied with `^`) in the alphabet Kokoro was trained on: the conventions of hexgrad/misaki
 * (`espeak.py`, for version 1.0 of the voices), read beside those of kokorog2p, which has two of them finer.
 *
 * @example spellForKokoro('t^ʃˈe^ɪnd^ʒ', 'american') // 'ʧˈAnʤ'
 */
export function spellForKokoro(ipa: string, spelling: KokoroSpelling): string {
  // decomposed, but ç is a letter of its own
  const plain = ipa.normalize('NFD').replaceAll('c\u0327', 'ç');
  if (spelling === 'other') return replaceAll(plain, OTHER).replaceAll('^', '');
  const own = replaceAll(plain, spelling === 'british' ? BRITISH : AMERICAN);
  const syllabic = own.replace(DARK_L, 'ᵊl').replace(SYLLABIC, 'ᵊ$1').replaceAll('\u0329', '');
  return replaceAll(syllabic, ENGLISH_LAST).replaceAll('^', '');
}

function replaceAll(text: string, replacements: readonly Replacement[]): string {
  return replacements.reduce((changed, [from, to]) => changed.replaceAll(from, to), text);
}
