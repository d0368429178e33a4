import { z } from 'zod';

/** A word as it is displayed, mark and all; times in ms from the start of the audio that was sent. */
const SpokenWord = z.object({
  text: z.string(),
  offsetMilliseconds: z.number().nonnegative(),
  durationMilliseconds: z.number().nonnegative(),
});

/**
 * The answer of fast transcription, as far as it is used. Not strict: a service may say more than it did when this was
 * written.
 */
export const TranscriptionResult = z.object({
  durationMilliseconds: z.number().nonnegative(),
  phrases: z.array(
    z.object({
      offsetMilliseconds: z.number().nonnegative(),
      durationMilliseconds: z.number().nonnegative(),
      text: z.string(),
      words: z.array(SpokenWord).optional(),
      confidence: z.number().optional(),
    }),
  ),
});
export type TranscriptionResult = z.infer<typeof TranscriptionResult>;
