import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readIpa } from '../../../pipeline/lip-sync/read-ipa.js';

/** Every phoneme that espeak-ng's 131 voices made of texts in twenty scripts. */
const espeakPhonemes: readonly string[] = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../fixtures/espeak-phonemes.json'), 'utf8'),
);

/** Phonemes that are no sound of their own: glottal stops, tones, stress and signs of espeak's. */
const isSilent = (ipa: string) => !/\p{L}/u.test(ipa.normalize('NFD').replace(/[ʔˈˌːʰʲ]/gu, ''));

describe('reading IPA', () => {
  it('knows what every phoneme of a hundred languages asks of the mouth', () => {
    const mute = espeakPhonemes.filter((ipa) => !isSilent(ipa) && readIpa(ipa).length === 0);
    expect(mute).toEqual([]);
    expect(espeakPhonemes.length).toBeGreaterThan(600);
  });

  it('shares the time of a phoneme among its sounds without loss', () => {
    for (const ipa of espeakPhonemes) {
      const parts = readIpa(ipa);
      if (parts.length === 0) continue;
      expect(parts.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 10);
    }
  });

  it.each(['p', 'b', 'm', 'pʰ', 'bː', 'm̩', 'p͡f', 'ɓ', 'pʲ'])('closes the lips for %s', (ipa) => {
    expect(readIpa(ipa)[0]?.goal.closure).toBe(1);
  });

  it.each(['f', 'v', 'ɱ'])('brings lip and teeth together for %s, but not the lips', (ipa) => {
    const closure = readIpa(ipa)[0]?.goal.closure ?? 0;
    expect(closure).toBeGreaterThan(0.5);
    expect(closure).toBeLessThan(1);
  });

  it.each([
    ['a', 'i'],
    ['æ', 'ɪ'],
    ['ɑː', 'u'],
    ['ɔ', 's'],
  ])('opens wider for %s than for %s', (wide, narrow) => {
    expect(readIpa(wide)[0]?.goal.open).toBeGreaterThan((readIpa(narrow)[0]?.goal.open ?? 1) + 0.2);
  });

  it.each(['u', 'o', 'w', 'y', 'ʃ', 'kʷ'])('rounds for %s', (ipa) => {
    expect(readIpa(ipa).at(-1)?.goal.width).toBeLessThan(-0.4);
  });

  it('moves through both ends of a diphthong and both halves of an affricate', () => {
    expect(readIpa('aɪ').map(({ goal }) => goal.open)).toEqual([0.95, 0.38]);
    const [stop, fricative] = readIpa('t͡ʃ');
    expect(stop?.share).toBeLessThan(fricative?.share ?? 0);
    expect(readIpa('tʃ')).toHaveLength(2);
  });

  it('gives a long vowel more of a phoneme that holds two', () => {
    const [short] = readIpa('ia');
    const [long] = readIpa('iːa');
    expect(long?.share).toBeGreaterThan(short?.share ?? 1);
  });

  it('takes a sign it does not know for a sound nobody sees, not for silence', () => {
    const [part] = readIpa('ж');
    expect(part?.goal.openDominance).toBeLessThan(0.5);
  });

  it.each(['', 'ˈ', 'ʔ', '5', '˥'])('hears nothing in "%s"', (ipa) => {
    expect(readIpa(ipa)).toEqual([]);
  });
});
