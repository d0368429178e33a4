import type { Phoneme } from '../../../../pipeline/contracts/spoken-segment.js';
import type { SpokenViseme } from './speech-events.js';

/**
 * A sound for each of the service's 22 mouth positions: the one of those it stands for that shows the position best.
 * Several sounds look alike, so this says how the mouth stands, not which of them is heard. 0 is silence.
 * https://learn.microsoft.com/azure/ai-services/speech-service/how-to-speech-synthesis-viseme
 */
const IPA_BY_VISEME: readonly string[] = [
  ...['', 'ə', 'ɑ', 'ɔ', 'ɛ', 'ɝ', 'i', 'u', 'o', 'aʊ', 'ɔɪ', 'aɪ', 'h', 'ɹ', 'l', 's', 'ʃ', 'ð', 'f', 't', 'k', 'p'],
];

export interface PhonemesFromVisemesParams {
  readonly visemes: readonly SpokenViseme[];
  /** What was cut off at the beginning of the sound, and how long the rest is, in ms. */
  readonly cutMs: number;
  readonly durationMs: number;
}

/** Mouth positions as phonemes; each lasts until the next begins. Silences are gaps, unknown positions too. */
export function phonemesFromVisemes({ visemes, cutMs, durationMs }: PhonemesFromVisemesParams): readonly Phoneme[] {
  const place = (ms: number): number => Math.round(Math.min(durationMs, Math.max(0, ms - cutMs)) * 10) / 10;
  const ordered = visemes.toSorted((a, b) => a.startMs - b.startMs);
  return ordered.flatMap(({ viseme, startMs }, at) => {
    const ipa = IPA_BY_VISEME[viseme] ?? '';
    const next = ordered[at + 1];
    const phoneme = { ipa, startMs: place(startMs), endMs: next === undefined ? durationMs : place(next.startMs) };
    return ipa !== '' && phoneme.endMs > phoneme.startMs ? [phoneme] : [];
  });
}
