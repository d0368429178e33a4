import { z } from 'zod';

/** One segment's text in the target language. `alternatives` are shorter or longer wordings, best first; the fit may choose one. */
export const TranslatedSegment = z.strictObject({
  id: z.string(),
  text: z.string(),
  alternatives: z.array(z.string().regex(/\S/, 'must hold a word')).optional(),
  /** Terms that had to appear (or stay untranslated) and do not. */
  missingTerms: z.array(z.string()).optional(),
});
export type TranslatedSegment = z.infer<typeof TranslatedSegment>;

/** A whole transcript in one target language, segment by segment, in transcript order. */
export const Translation = z.strictObject({
  language: z.string(),
  segments: z.array(TranslatedSegment),
  /** What was asked of the engine and could not be done, in plain words. */
  warnings: z.array(z.string()).optional(),
});
export type Translation = z.infer<typeof Translation>;
