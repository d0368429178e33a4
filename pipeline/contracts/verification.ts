import { z } from 'zod';
import { LoudnessReport } from './loudness-report.js';

/** What can be wrong with a dubbed segment; stable, clients may branch on it. */
export const FindingKind = z.enum([
  'unsure-source',
  'silent-speech',
  'clipped',
  'loudness-off',
  'old-voice-audible',
  'rate-unnatural',
  'late-onset',
  'low-overlap',
  'overlapping',
  'misheard',
  'number-missing',
  'term-missing',
  'wrong-language',
  'untranslated',
  'duration-off',
]);
export type FindingKind = z.infer<typeof FindingKind>;

/** One thing found wrong, with the measured value in words a person can act on. */
export const Finding = z.strictObject({ kind: FindingKind, message: z.string() });
export type Finding = z.infer<typeof Finding>;

/** How sure the machine is that one dubbed segment is right: 1 = nothing found, 0 = certainly broken. */
export const VerifiedSegment = z.strictObject({
  id: z.string(),
  startMs: z.number(),
  endMs: z.number(),
  confidence: z.number().min(0).max(1),
  findings: z.array(Finding),
  /** What a recognizer heard in the dub, and its word error rate against the intended text. */
  heard: z.string().optional(),
  wordErrorRate: z.number().nonnegative().optional(),
});
export type VerifiedSegment = z.infer<typeof VerifiedSegment>;

/**
 * A dub as the machine heard it. `segments` are sorted worst first.
 * @example { "language": "es", "durationMs": 9967, "expectedDurationMs": 9967, "confidence": 0.93, "loudness": {…},
 *   "findings": [], "segments": [{ "id": "seg_0002", "startMs": 5250, "endMs": 6630, "confidence": 0.62,
 *   "findings": [{ "kind": "rate-unnatural", "message": "Played 1.31 times as fast as spoken." }] }] }
 */
export const Verification = z.strictObject({
  language: z.string(),
  durationMs: z.number(),
  expectedDurationMs: z.number(),
  /** Mean of the segment confidences weighted by their length. */
  confidence: z.number().min(0).max(1),
  loudness: LoudnessReport,
  /** Old voice left under the dub, in dB relative to the dub; absent where it could not be measured. */
  voiceResidueDb: z.number().optional(),
  /** Engine that listened to the dub; absent where none speaks the language. */
  recognizer: z.string().optional(),
  /** What is wrong with the programme as a whole. */
  findings: z.array(Finding),
  segments: z.array(VerifiedSegment),
});
export type Verification = z.infer<typeof Verification>;
