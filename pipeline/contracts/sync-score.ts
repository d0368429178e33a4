import { z } from 'zod';

/** How well mouth and sound belong together; `unknown` where the evidence is too thin to say. */
export const SyncVerdict = z.enum(['in-sync', 'out-of-sync', 'unknown']);
export type SyncVerdict = z.infer<typeof SyncVerdict>;

/**
 * How far the shape of a mouth can be told from the sound, by a linear rule found on other moments of the same clip.
 * @example { "verdict": "in-sync", "correlation": 0.41, "peak": 0.42, "offsetMs": 12, "confidence": 0.33, "speechMs": 8100 }
 */
export const SyncScore = z.strictObject({
  verdict: SyncVerdict,
  /** Of the predicted and the true mouth with the sound where it is, −1…1. Speech filmed and recorded together has 0.2…0.55. */
  correlation: z.number(),
  /** The best correlation of all shifts tried. */
  peak: z.number(),
  /** The shift at which it lies, in ms: positive where the sound comes too late. */
  offsetMs: z.number(),
  /** By how much the peak stands out over the median of all shifts. */
  confidence: z.number(),
  /** How much speech with a seen mouth was judged, in ms. */
  speechMs: z.number(),
});
export type SyncScore = z.infer<typeof SyncScore>;
