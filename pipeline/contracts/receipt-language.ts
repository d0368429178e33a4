import { z } from 'zod';
import { Sha256 } from './artifact-ref.js';
import { EngineChoice } from './engine-choice.js';
import { Failure } from './failure.js';
import { FitSummary } from './fit-plan.js';
import { ReceiptLoudness } from './receipt-loudness.js';
import { ReceiptSegment } from './receipt-segment.js';

/** A path beside the receipt: relative, no scheme, no way upwards, so a page may point at it. */
export const SiblingName = z
  .string()
  .min(1)
  .max(500)
  .refine((name) => !/^[\\/]|[\\:\0]|(^|\/)\.\.(\/|$)/.test(name), 'must be a relative name beside the receipt');

/**
 * One check of the finished output.
 * @example { "id": "duration", "label": "Same duration as the source", "status": "pass", "measured": "9.97 s" }
 */
export const ReceiptCheck = z.strictObject({
  id: z.string(),
  label: z.string(),
  status: z.enum(['pass', 'warn', 'fail', 'skipped']),
  measured: z.string().optional(),
  expected: z.string().optional(),
  /** Why it failed or was skipped. */
  message: z.string().optional(),
});
export type ReceiptCheck = z.infer<typeof ReceiptCheck>;

/** One file that people download, named as it lies beside the receipt. */
export const ReceiptOutput = z.strictObject({
  kind: z.enum(['video', 'audio', 'stem', 'subtitles', 'transcript', 'report', 'other']),
  name: SiblingName,
  mediaType: z.string(),
  sha256: Sha256,
  sizeBytes: z.number().int().nonnegative(),
  label: z.string().optional(),
  language: z.string().optional(),
});
export type ReceiptOutput = z.infer<typeof ReceiptOutput>;

/** One target language: a failed one carries its failure and whatever had been made by then. */
export const ReceiptLanguage = z.strictObject({
  language: z.string(),
  status: z.enum(['completed', 'failed', 'cancelled']),
  failure: Failure.optional(),
  /** Engines chosen for this language only; job-wide ones are in the receipt's own list. */
  engines: z.array(EngineChoice).optional(),
  segments: z.array(ReceiptSegment),
  fit: FitSummary.optional(),
  loudness: ReceiptLoudness.optional(),
  checks: z.array(ReceiptCheck).optional(),
  outputs: z.array(ReceiptOutput),
  warnings: z.array(z.string()).optional(),
});
export type ReceiptLanguage = z.infer<typeof ReceiptLanguage>;
