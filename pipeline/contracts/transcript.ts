import { z } from 'zod';
import { EngineChoice } from './engine-choice.js';
import { Word } from './word.js';

/** One utterance of one speaker. Ids survive edits. Times in ms on the source timeline. */
export const Segment = z.strictObject({
  id: z.string(),
  speaker: z.string().optional(),
  startMs: z.number(),
  endMs: z.number(),
  text: z.string(),
  words: z.array(Word),
});
export type Segment = z.infer<typeof Segment>;

/** A speaker of the job: median pitch in Hz and perceived gender guide the choice of voice. */
export const Speaker = z.strictObject({
  id: z.string(),
  label: z.string().optional(),
  pitchHz: z.number().optional(),
  gender: z.enum(['female', 'male']).optional(),
  speechMs: z.number().optional(),
});
export type Speaker = z.infer<typeof Speaker>;

/** What was said, by whom, when. Segments are ordered and do not overlap within one speaker. */
export const Transcript = z.strictObject({
  language: z.string(),
  segments: z.array(Segment),
  speakers: z.array(Speaker).optional(),
  /** What took noise out of the sound before it was recognized, and why; absent where it was heard as it is. */
  denoisedBy: EngineChoice.optional(),
});
export type Transcript = z.infer<typeof Transcript>;
