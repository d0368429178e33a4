import { z } from 'zod';
import { Failure } from './failure.js';
import { JobBudget } from './job-budget.js';
import { JobState, StageStatus, TargetStatus } from './job-status.js';
import { StageName } from './stage-name.js';

/** A stage that waits for a higher budget, and the orchestration that waits with it once it is known. */
export const StagePause = z.strictObject({
  stage: StageName,
  language: z.string().optional(),
  /** What the stage would cost, in US dollars. */
  amount: z.number().nonnegative(),
  instanceId: z.string().optional(),
});
export type StagePause = z.infer<typeof StagePause>;

/** The changing side of a job: written by activities and results, read by the status API. One document, ETag-guarded. */
export const JobProgress = z.strictObject({
  state: JobState,
  stages: z.array(StageStatus),
  targets: z.array(TargetStatus),
  /** Fraction of each running task, by task id. */
  tasks: z.record(z.string(), z.number()),
  /** Plan of each stage, by `<stage>` or `<stage>@<language>`: the way from a job to its memos. */
  plans: z.record(z.string(), z.string()),
  /** Length of the source, once probed. */
  durationMs: z.number().nonnegative().optional(),
  /** The cap as it stands; it may be raised. */
  budget: JobBudget.optional(),
  pauses: z.array(StagePause).optional(),
  failure: Failure.optional(),
  endedAt: z.string().optional(),
});
export type JobProgress = z.infer<typeof JobProgress>;
