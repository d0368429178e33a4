import { z } from 'zod';

/** Every rule a cue is checked against. */
export const QcRule = z.enum([
  'order',
  'within-programme',
  'clean-text',
  'lines',
  'line-length',
  'reading-speed',
  'min-duration',
  'max-duration',
  'gap',
  'gap-closing',
  'shot-start',
  'shot-end',
  'sync',
  'ellipsis',
  'dialogue-dash',
  'line-edges',
  'italics',
  'line-break',
]);
export type QcRule = z.infer<typeof QcRule>;

/**
 * One rule on one cue: what was measured and what is allowed. `advice` never fails a file.
 * `impossible` says, where it is proven, why no placement of these words can pass.
 */
export const RuleResult = z.strictObject({
  rule: QcRule,
  pass: z.boolean(),
  value: z.union([z.number(), z.string()]),
  limit: z.union([z.number(), z.string()]),
  unit: z.enum(['lines', 'columns', 'characters/s', 'ms', 'frames', 'text']),
  isAdvice: z.boolean().optional(),
  impossible: z.string().optional(),
});
export type RuleResult = z.infer<typeof RuleResult>;

/** All rules on one cue. `index` counts from 1, as SRT does. */
export const CueChecks = z.strictObject({
  index: z.number().int(),
  startMs: z.number(),
  endMs: z.number(),
  results: z.array(RuleResult),
});
export type CueChecks = z.infer<typeof CueChecks>;

/** A segment that was shortened because it could not be read at its speed. */
export const Condensation = z.strictObject({ segment: z.string(), before: z.string(), after: z.string() });
export type Condensation = z.infer<typeof Condensation>;

/** How a set of cues stands against a profile: every rule, every cue, the value and the limit. */
export const QcReport = z.strictObject({
  profile: z.string(),
  audience: z.string(),
  language: z.string(),
  cueCount: z.number().int(),
  /** Rules that failed, advice not counted. */
  failureCount: z.number().int(),
  /** How many of the failures are proven impossible to avoid. */
  impossibleCount: z.number().int(),
  rules: z.array(z.strictObject({ rule: QcRule, checked: z.number().int(), failed: z.number().int() })),
  cues: z.array(CueChecks),
  condensed: z.array(Condensation).optional(),
});
export type QcReport = z.infer<typeof QcReport>;
