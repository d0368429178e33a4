import { z } from 'zod';

/** A loudness curve: momentary or short-term loudness every `stepMs`; null where nothing could be measured (silence). */
export const LoudnessCurve = z.strictObject({
  stepMs: z.number().positive(),
  lufs: z.array(z.number().nullable()),
});
export type LoudnessCurve = z.infer<typeof LoudnessCurve>;

/**
 * Loudness as measured on the finished file (ITU-R BS.1770), beside what was asked for.
 * @example { "profile": "streaming", "targetLufs": -16, "integratedLufs": -16.1, "truePeakDbtp": -1.4 }
 */
export const ReceiptLoudness = z.strictObject({
  profile: z.string(),
  targetLufs: z.number(),
  integratedLufs: z.number(),
  truePeakDbtp: z.number(),
  /** EBU Tech 3342 loudness range. */
  loudnessRangeLu: z.number().optional(),
  /** Integrated loudness of the source's own programme. */
  originalLufs: z.number().optional(),
  curve: LoudnessCurve.optional(),
});
export type ReceiptLoudness = z.infer<typeof ReceiptLoudness>;
