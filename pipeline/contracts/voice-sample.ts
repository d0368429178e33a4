import { z } from 'zod';
import { ArtifactRef } from './artifact-ref.js';

/** A stretch of the source, in ms on its timeline. */
export const SampleSpan = z.strictObject({ startMs: z.number().nonnegative(), endMs: z.number().positive() });
export type SampleSpan = z.infer<typeof SampleSpan>;

/** What was taken of one speaker’s speech, or why nothing could be. Levels in dB. */
export const SampleReport = z.strictObject({
  /** Length of the sample; 0 where there is none. */
  durationMs: z.number().nonnegative(),
  /** What it is made of, in the order of the source. */
  spans: z.array(SampleSpan),
  /** Level of the speech in the source, before the sample was brought to its own, in dBFS. */
  speechDb: z.number().optional(),
  /** How far the speech stands above the quietest moments beside it. */
  contrastDb: z.number().optional(),
  /** Why there is no sample. */
  reason: z.string().optional(),
});
export type SampleReport = z.infer<typeof SampleReport>;

/** One speaker whose voice may be cloned. */
const VoiceSample = SampleReport.extend({
  speaker: z.string(),
  /** Mono WAV of the speaker alone; absent where there was too little to take. */
  reference: ArtifactRef.optional(),
});

/**
 * The samples of a job: one entry for every speaker whose voice is to be cloned and may be.
 * @example { "samples": [{ "speaker": "spk_1", "durationMs": 9400, "spans": [{ "startMs": 1200, "endMs": 10600 }],
 *   "speechDb": -21.4, "contrastDb": 38.2, "reference": { "sha256": "9f86d0…", "sizeBytes": 451244, "mediaType": "audio/wav" } }] }
 */
export const VoiceSamples = z.strictObject({ samples: z.array(VoiceSample) });
export type VoiceSamples = z.infer<typeof VoiceSamples>;
