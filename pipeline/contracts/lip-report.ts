import { z } from 'zod';
import { UntouchedReason } from './speaking-faces.js';

/** Shape of a mouth in one frame, as shares of the distance between the eyes. */
export const LipShape = z.strictObject({
  /** Height of the gap between the lips. */
  open: z.number(),
  /** Distance between the corners. */
  width: z.number(),
});
export type LipShape = z.infer<typeof LipShape>;

/** What was done to one stretch of one mouth. Times in ms of the job's timeline. */
export const RenderedSpan = z.strictObject({
  segmentIds: z.array(z.string()),
  trackId: z.string(),
  person: z.string(),
  firstFrame: z.number().int(),
  endFrame: z.number().int(),
  /** `retrieved`: the speaker's own mouth frames; `warped`: the mouth of the frame itself, moved; `untouched`: with the reason. */
  method: z.enum(['retrieved', 'warped', 'neural', 'untouched']),
  reason: UntouchedReason.optional(),
  /** Frame by frame: the mouth in the source, the one asked for, and the one found in the rendered picture. */
  source: z.array(LipShape),
  target: z.array(LipShape),
  rendered: z.array(LipShape),
  /** Cosine of the identity vectors before and after, −1…1. */
  identitySimilarity: z.number().optional(),
});
export type RenderedSpan = z.infer<typeof RenderedSpan>;

/** One lip-sync unit's account of itself. */
export const LipReport = z.strictObject({
  firstFrame: z.number().int(),
  endFrame: z.number().int(),
  /** Frames in which at least one pixel was meant to change. */
  changedFrames: z.number().int(),
  /** Largest difference of any sample outside the feathered masks, before encoding; 0 when untouched means untouched. */
  outsideMaskMaxDifference: z.number().int(),
  /** PSNR in dB of the encoded pictures against the decoded source outside the masks; what encoding cost. */
  outsideMaskPsnrDb: z.number().optional(),
  spans: z.array(RenderedSpan),
});
export type LipReport = z.infer<typeof LipReport>;
