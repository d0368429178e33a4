import { z } from 'zod';

/** Where a programme will be heard; each profile has one loudness target, see `loudnessProfiles`. */
export const LoudnessProfile = z.enum(['ebu-r128', 'streaming', 'web']);
export type LoudnessProfile = z.infer<typeof LoudnessProfile>;

/** Loudness over time: one short-term (3 s) value in LUFS every `stepMs`; silence is written as −70. */
export const LoudnessCurve = z.strictObject({ stepMs: z.number().positive(), lufs: z.array(z.number()) });
export type LoudnessCurve = z.infer<typeof LoudnessCurve>;

/**
 * A programme measured by ITU-R BS.1770-4 and EBU Tech 3342 against its profile. Silence is written as −70 LUFS.
 * @example { "profile": "streaming", "targetLufs": -16, "integratedLufs": -16.02, "loudnessRangeLu": 5.1,
 *   "truePeakDbtp": -1.52, "isWithinProfile": true, "gainDb": 7.4, "limitedDb": 2.1, "curve": { "stepMs": 1000, "lufs": [] } }
 */
export const LoudnessReport = z.strictObject({
  profile: LoudnessProfile,
  targetLufs: z.number(),
  integratedLufs: z.number(),
  loudnessRangeLu: z.number(),
  truePeakDbtp: z.number(),
  isWithinProfile: z.boolean(),
  /** Gain that mastering applied, in dB; absent when the programme was only measured. */
  gainDb: z.number().optional(),
  /** Deepest reduction of the true-peak limiter, in dB (0 = it never worked). */
  limitedDb: z.number().nonnegative().optional(),
  curve: LoudnessCurve,
});
export type LoudnessReport = z.infer<typeof LoudnessReport>;
