import { z } from 'zod';

/** Silence put into a spoken segment: `atMs` counts in the segment's audio at natural rate, `durationMs` on the timeline. */
export const InsertedPause = z.strictObject({ atMs: z.number().nonnegative(), durationMs: z.number().positive() });
export type InsertedPause = z.infer<typeof InsertedPause>;

/** Where one spoken segment goes on the timeline, in ms, and how fast it is played (1.10 = ten percent faster). */
export const FittedSegment = z.strictObject({
  id: z.string(),
  startMs: z.number(),
  /** startMs + natural duration / rate + inserted pauses. */
  endMs: z.number(),
  rate: z.number().positive(),
  /** Share 0…1 of the original speech time that is covered by the dub, for this segment. */
  overlap: z.number(),
  /** Signed start of the dub minus start of the original, in ms. */
  onsetErrorMs: z.number(),
  /** Index of the alternative wording that was chosen; absent when the first wording stays. */
  alternative: z.number().int().nonnegative().optional(),
  /** Pauses to insert, in order; only present when the caller gave word times for the speech. */
  pauses: z.array(InsertedPause).optional(),
  /** Why a limit could not be kept, in the words of the receipt; absent when all were. */
  exceptions: z.array(z.string()).optional(),
});
export type FittedSegment = z.infer<typeof FittedSegment>;

/** How good the timing of one dub is; docs/timing.md defines every number. */
export const FitSummary = z.strictObject({
  /** Share 0…1 of all original speech time covered by its own line's dub. */
  overlap: z.number(),
  /** Share 0…1 of segments whose rate is inside the natural band. */
  withinNaturalRate: z.number(),
  onsetErrorP95Ms: z.number(),
  /** Dubbed segments that talk over another although the originals did not; always 0 for a fitted plan. */
  overlappingSegments: z.number().int(),
  /** Segments that had to be faster than the hard limit. */
  aboveHardRate: z.number().int().optional(),
  /** Scenes fitted on their own: no lateness crosses from one to the next. */
  scenes: z.number().int().optional(),
});
export type FitSummary = z.infer<typeof FitSummary>;

/** The timing of one dub and how good it is. */
export const FitPlan = z.strictObject({
  segments: z.array(FittedSegment),
  summary: FitSummary,
});
export type FitPlan = z.infer<typeof FitPlan>;
