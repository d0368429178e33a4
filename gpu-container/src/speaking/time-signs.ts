import type { Phoneme } from '../../../pipeline/contracts/spoken-segment.js';

/** A sign a voice was given: a letter, a stress, a mark or a space. */
export interface HeardSign {
  readonly sign: string;
  /** The word it belongs to, by its place in the text; absent for marks and spaces. */
  readonly word?: number;
}

/** A stretch of sound, in samples from the start of what was said at once. */
export interface TimedSound {
  /** IPA. */
  readonly ipa: Phoneme['ipa'];
  readonly word: number;
  readonly from: number;
  readonly to: number;
}

export interface TimeSignsParams {
  readonly signs: readonly HeardSign[];
  /** Samples of the silence before, then of each sign. */
  readonly lengths: readonly number[];
  /** Signs that are written otherwise in IPA. */
  readonly asIpa?: Readonly<Record<string, string>>;
}

const STRESS = /[ˈˌ]/u;
/** Signs that say more of the sound before them. */
const TRAILING = /[\p{M}ːʰʲ]/u;
const SPACE = ' ';

interface Draft {
  ipa: string;
  readonly word: number;
  from: number;
  to: number;
}

/**
 * When each sound is heard. Stress belongs to the sound after it, length and nasality to the one before, and a space
 * between two sounds half to each, as Kokoro’s author has it (hexgrad/kokoro, `join_timestamps`); marks are pauses and
 * belong to none.
 */
export function timeSigns({ signs, lengths, asIpa = {} }: TimeSignsParams): readonly TimedSound[] {
  const sounds: Draft[] = [];
  let at = lengths[0] ?? 0;
  let start: number | undefined;
  for (const [index, { sign, word }] of signs.entries()) {
    const from = at;
    at += lengths[index + 1] ?? 0;
    const last = sounds.at(-1);
    if (word === undefined) {
      start = undefined;
      if (sign !== SPACE || last?.to !== from || signs[index + 1]?.word === undefined) continue;
      last.to = (from + at) / 2;
      start = last.to;
    } else if (STRESS.test(sign)) start ??= from;
    else if (TRAILING.test(sign) && last?.word === word && start === undefined) {
      last.ipa += sign;
      last.to = at;
    } else {
      sounds.push({ ipa: asIpa[sign] ?? sign, word, from: start ?? from, to: at });
      start = undefined;
    }
  }
  return sounds;
}
