import { z } from 'zod';
import { StageOutcome } from './stage-outcome.js';

/** What resolving a stage found: all memos there (`settled`), tasks that must run first, or a cap that forbids it. */
export const StageResolution = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('settled'), outcome: StageOutcome }),
  z.strictObject({
    kind: z.literal('pending'),
    planId: z.string(),
    tasks: z.array(z.strictObject({ taskId: z.string(), timeLimitMs: z.number().int() })),
  }),
  z.strictObject({
    kind: z.literal('over-budget'),
    /** What the stage would cost, what the job has cost, and its cap, in US dollars. */
    amount: z.number(),
    spent: z.number(),
    budget: z.number(),
  }),
]);
export type StageResolution = z.infer<typeof StageResolution>;
