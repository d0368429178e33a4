import type { SentenceSign } from './read-sentences.js';

/** The input of a voice, and how many numbers of it tell of what. */
export interface PhonemeIds {
  readonly ids: readonly number[];
  /** The signs the voice knows. */
  readonly signs: readonly SentenceSign[];
  /** Numbers of the begin, then of each of those signs with its blanks; the end has the rest. */
  readonly counts: readonly number[];
}

const BEGIN = '^';
const BETWEEN = '_';
const END = '$';

/**
 * The input of a Piper voice: a begin, each phoneme, an end, and a blank behind all but the end, which is how its training
 * data were prepared (rhasspy/piper-phonemize, `phonemes_to_ids`). What the voice does not know is left out.
 */
export function phonemeIds(
  sentence: readonly SentenceSign[],
  map: Readonly<Record<string, readonly number[]>>,
): PhonemeIds {
  const idsOf = (sign: string): readonly number[] => (Object.hasOwn(map, sign) ? (map[sign] ?? []) : []);
  const signs = sentence.filter(({ sign }) => idsOf(sign).length > 0);
  const groups = [BEGIN, ...signs.map(({ sign }) => sign)].map((sign) => [...idsOf(sign), ...idsOf(BETWEEN)]);
  return { ids: [...groups.flat(), ...idsOf(END)], signs, counts: groups.map(({ length }) => length) };
}
