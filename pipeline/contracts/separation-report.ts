import { z } from 'zod';

/**
 * How the original was taken apart, and why that way.
 * @example { "method": "centre", "sideToMidDb": -8.2, "dialogueSpeechScore": 0.71, "backgroundSpeechScore": 0.12,
 *   "reason": "The dialogue sits in the middle of a wide stereo image." }
 */
export const SeparationReport = z.strictObject({
  /**
   * `centre`: two stems, parted by the stereo image; `neural`: two stems, parted by a network. Both add up to the
   * original. `duck`: no stems; the mix lowers the original under the dub.
   */
  method: z.enum(['centre', 'neural', 'duck']),
  /** The engine that made the stems, or tried to; absent for the one by the stereo image. */
  engine: z.string().optional(),
  /** Energy of left−right against left+right; below −18 dB the image is as good as mono. */
  sideToMidDb: z.number(),
  /** How speech-like each stem is, 0…1; absent when no stems were tried. */
  dialogueSpeechScore: z.number().optional(),
  backgroundSpeechScore: z.number().optional(),
  reason: z.string(),
});
export type SeparationReport = z.infer<typeof SeparationReport>;
