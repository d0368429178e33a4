import { z } from 'zod';
import { Condensation, QcRule, RuleResult } from '../subtitles/qc/qc-report.js';

/** At most this many failures, and this many condensations, are told in a receipt; the report beside it has them all. */
export const maxReceiptSubtitleRows = 50;

/**
 * How one set of subtitles stands against its profile, in short. Times in ms on the programme timeline.
 * @example
 * { "track": "subtitles", "profile": "netflix", "audience": "adult", "cueCount": 9, "failureCount": 1,
 *   "impossibleCount": 1, "rules": [{ "rule": "reading-speed", "passed": 8, "failed": 1, "impossible": 1 }],
 *   "worst": [{ "cue": 4, "startMs": 8200, "endMs": 9000, "rule": "reading-speed", "value": 31.2, "limit": 17,
 *     "unit": "characters/s", "impossible": "The speech leaves 0.8 s for this text: 31.2 characters a second." }],
 *   "condensedCount": 0, "condensed": [] }
 */
export const ReceiptSubtitles = z.strictObject({
  /** `sdh`: the set for the deaf and hard of hearing. */
  track: z.enum(['subtitles', 'sdh']),
  profile: z.string(),
  audience: z.string(),
  cueCount: z.number().int(),
  /** Rules that failed, advice not counted. */
  failureCount: z.number().int(),
  /** How many of the failures are proven impossible to avoid. */
  impossibleCount: z.number().int(),
  /** On how many cues each rule passed and failed; `impossible` are among the failed. Advice never fails a file. */
  rules: z.array(
    z.strictObject({
      rule: QcRule,
      passed: z.number().int(),
      failed: z.number().int(),
      impossible: z.number().int(),
      isAdvice: z.boolean().optional(),
    }),
  ),
  /** Failures farthest from their limit, those that could have been avoided first. Cues count from 1. */
  worst: z
    .array(
      RuleResult.pick({ rule: true, value: true, limit: true, unit: true, impossible: true }).extend({
        cue: z.number().int(),
        startMs: z.number(),
        endMs: z.number(),
      }),
    )
    .max(maxReceiptSubtitleRows),
  condensedCount: z.number().int(),
  condensed: z.array(Condensation).max(maxReceiptSubtitleRows),
});
export type ReceiptSubtitles = z.infer<typeof ReceiptSubtitles>;
