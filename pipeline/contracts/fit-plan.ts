import { z } from 'zod';

/** Where one spoken segment goes on the timeline, in ms, and how fast it is played (1.10 = ten percent faster). */
export const FittedSegment = z.strictObject({
  id: z.string(),
  startMs: z.number(),
  endMs: z.number(),
  rate: z.number().positive(),
  /** Share 0…1 of the original speech time that is covered by the dub, for this segment. */
  overlap: z.number(),
  /** Signed start of the dub minus start of the original, in ms. */
  onsetErrorMs: z.number(),
  /** Why a limit could not be kept, in the words of the receipt; absent when all were. */
  exceptions: z.array(z.string()).optional(),
});
export type FittedSegment = z.infer<typeof FittedSegment>;

/** The timing of one dub and how good it is. */
export const FitPlan = z.strictObject({
  segments: z.array(FittedSegment),
  summary: z.strictObject({
    overlap: z.number(),
    withinNaturalRate: z.number(),
    onsetErrorP95Ms: z.number(),
    overlappingSegments: z.number().int(),
  }),
});
export type FitPlan = z.infer<typeof FitPlan>;
