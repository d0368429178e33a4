import type { Phoneme, SpokenSegment } from '../contracts/spoken-segment.js';

/**
 * The phonemes of a spoken segment in ms of its own audio. Where the synthesizer gave none, the letters stand in for
 * them, spread over their words: Latin letters are near enough to the IPA's for lips, others move the mouth a little.
 */
export function spellPhonemes(
  segment: Pick<SpokenSegment, 'text' | 'durationMs' | 'words' | 'phonemes'>,
): readonly Phoneme[] {
  if (segment.phonemes !== undefined && segment.phonemes.length > 0) return segment.phonemes;
  const words = segment.words ?? [{ text: segment.text, startMs: 0, endMs: segment.durationMs }];
  return words.flatMap(({ text, startMs, endMs }) => {
    const letters = [...text.toLowerCase().normalize('NFD')].filter((sign) => /[\p{L}\s]/u.test(sign));
    const letterMs = (endMs - startMs) / Math.max(1, letters.length);
    return letters
      .map((ipa, at): Phoneme => ({ ipa, startMs: startMs + at * letterMs, endMs: startMs + (at + 1) * letterMs }))
      .filter(({ ipa }) => ipa.trim() !== '');
  });
}
