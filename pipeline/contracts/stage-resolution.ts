import { z } from 'zod';
import { StageOutcome } from './stage-outcome.js';

/** What resolving a stage found: all memos there (`settled`), or tasks that must run first. */
export const StageResolution = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('settled'), outcome: StageOutcome }),
  z.strictObject({
    kind: z.literal('pending'),
    planId: z.string(),
    tasks: z.array(z.strictObject({ taskId: z.string(), timeLimitMs: z.number().int() })),
  }),
]);
export type StageResolution = z.infer<typeof StageResolution>;
