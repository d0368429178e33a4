import type { Phoneme } from '../../../../pipeline/contracts/spoken-segment.js';
import type { Token } from './plan-runs.js';

/** A stretch of sound, in samples from the start of a run. */
export interface TimedSound {
  /** IPA. */
  readonly ipa: Phoneme['ipa'];
  readonly word: number;
  readonly from: number;
  readonly to: number;
}

/** Letters of Kokoro’s own, as IPA. */
const AS_IPA: Readonly<Record<string, string>> = {
  A: 'eɪ',
  I: 'aɪ',
  O: 'oʊ',
  Q: 'əʊ',
  S: 'sː',
  T: 'ɾ',
  W: 'aʊ',
  Y: 'ɔɪ',
  ʣ: 'dz',
  ʤ: 'dʒ',
  ʦ: 'ts',
  ʧ: 'tʃ',
  ᵊ: 'ə',
};
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
 * When each sound of a run is heard. Stress belongs to the sound after it, length and nasality to the one before, and a
 * space between two sounds half to each, as the model’s author has it (hexgrad/kokoro, `join_timestamps`); marks are
 * pauses and belong to none.
 */
export function timeRun(tokens: readonly Token[], lengths: readonly number[]): readonly TimedSound[] {
  const sounds: Draft[] = [];
  let at = lengths[0] ?? 0;
  let start: number | undefined;
  for (const [index, token] of tokens.entries()) {
    const from = at;
    at += lengths[index + 1] ?? 0;
    const last = sounds.at(-1);
    if (token.word === undefined) {
      start = undefined;
      if (token.sign !== SPACE || last?.to !== from || tokens[index + 1]?.word === undefined) continue;
      last.to = (from + at) / 2;
      start = last.to;
    } else if (STRESS.test(token.sign)) start ??= from;
    else if (TRAILING.test(token.sign) && last?.word === token.word && start === undefined) {
      last.ipa += token.sign;
      last.to = at;
    } else {
      sounds.push({ ipa: AS_IPA[token.sign] ?? token.sign, word: token.word, from: start ?? from, to: at });
      start = undefined;
    }
  }
  return sounds;
}
