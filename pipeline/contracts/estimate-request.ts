import { z } from 'zod';
import { JobRequest, maxTargetLanguages } from './job-request.js';
import { LanguageTag } from './language-tag.js';

/** Longest video an estimate is made for, in ms: a day. */
const longestMs = 24 * 60 * 60_000;

/**
 * What `POST /estimates` accepts. The length comes from the request, or from the probe of a source that is stored
 * already (`sourceSha256`).
 * @example { "durationMs": 180000, "targets": ["es", "fr"] }
 */
export const EstimateRequest = z.strictObject({
  durationMs: z.number().int().positive().max(longestMs).optional(),
  /** Time in which somebody speaks, in ms. */
  speechMs: z.number().int().nonnegative().max(longestMs).optional(),
  sourceSha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  sourceLanguage: LanguageTag.optional(),
  targets: z.array(LanguageTag).min(1).max(maxTargetLanguages),
  engines: JobRequest.shape.engines,
  lipSync: JobRequest.shape.lipSync,
  /** A transcript will be brought: nothing is recognised, it is aligned. */
  hasTranscript: z.boolean().default(false),
  /** Languages a translation will be brought for. */
  translated: z.array(LanguageTag).default([]),
});
export type EstimateRequest = z.infer<typeof EstimateRequest>;
