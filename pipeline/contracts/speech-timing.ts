import type { z } from 'zod';
import { SpokenSegment } from './spoken-segment.js';

/** What a synthesizer measured about one spoken segment, beside its audio. Times in ms from the start of the audio. */
export const SpeechTiming = SpokenSegment.pick({
  durationMs: true,
  sampleRateHz: true,
  words: true,
  phonemes: true,
  isCutOff: true,
});
export type SpeechTiming = z.infer<typeof SpeechTiming>;
