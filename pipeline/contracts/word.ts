import { z } from 'zod';

/** One spoken word with its place on the source timeline, in ms. Confidence 0…1 where the engine gives one. */
export const Word = z.strictObject({
  text: z.string(),
  startMs: z.number(),
  endMs: z.number(),
  confidence: z.number().min(0).max(1).optional(),
});
export type Word = z.infer<typeof Word>;
