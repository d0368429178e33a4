import { z } from 'zod';
import { ArtifactRef } from './artifact-ref.js';
import { Word } from './word.js';

/** A phoneme in IPA; times in ms from the start of the spoken segment's own audio. */
export const Phoneme = z.strictObject({ ipa: z.string(), startMs: z.number(), endMs: z.number() });
export type Phoneme = z.infer<typeof Phoneme>;

/** Another wording of a segment as synthesized by the same voice. `alternative` is its place among the translation's alternatives. */
export const SpokenAlternative = z.strictObject({
  alternative: z.number().int().nonnegative(),
  text: z.string(),
  audio: ArtifactRef,
  durationMs: z.number(),
  sampleRateHz: z.number().int(),
  words: z.array(Word).optional(),
  phonemes: z.array(Phoneme).optional(),
  isCutOff: z.boolean().optional(),
});
export type SpokenAlternative = z.infer<typeof SpokenAlternative>;

/** One segment as synthesized at natural rate: mono audio without leading or trailing silence. */
export const SpokenSegment = z.strictObject({
  id: z.string(),
  text: z.string(),
  audio: ArtifactRef,
  durationMs: z.number(),
  sampleRateHz: z.number().int(),
  engine: z.string(),
  voice: z.string(),
  /** Word times in ms from the start of this audio, when the engine gives them. */
  words: z.array(Word).optional(),
  phonemes: z.array(Phoneme).optional(),
  /** The engine found no end to this line and was stopped. */
  isCutOff: z.boolean().optional(),
  /** The other wordings, in the translation's order; the fit names the one that is played. */
  alternatives: z.array(SpokenAlternative).optional(),
});
export type SpokenSegment = z.infer<typeof SpokenSegment>;

/** All spoken segments of one target language, in transcript order. */
export const Speech = z.strictObject({ language: z.string(), segments: z.array(SpokenSegment) });
export type Speech = z.infer<typeof Speech>;
