import { z } from 'zod';
import { LoudnessReport } from './loudness-report.js';

/** How one dubbed segment was levelled: loudness in LUFS, gain in dB. */
export const MixedSegment = z.strictObject({
  id: z.string(),
  originalLufs: z.number(),
  dubLufs: z.number(),
  gainDb: z.number(),
});
export type MixedSegment = z.infer<typeof MixedSegment>;

/** What `mix` did: levels per segment, how the old voice was removed and how much of it is left, programme loudness. */
export const MixReport = z.strictObject({
  /** `centre`: the old voice is left out by stems, whichever separator made them; `duck`: the whole sound is lowered under the dub. */
  method: z.enum(['centre', 'duck']),
  segments: z.array(MixedSegment),
  /** Level of what is left of the original voice under the dub, in dB relative to the dub; absent without dubbed speech. */
  voiceResidueDb: z.number().optional(),
  loudness: LoudnessReport,
});
export type MixReport = z.infer<typeof MixReport>;
