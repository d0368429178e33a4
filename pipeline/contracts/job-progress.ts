import { z } from 'zod';
import { Failure } from './failure.js';
import { JobState, StageStatus, TargetStatus } from './job-status.js';

/** The changing side of a job: written by activities and results, read by the status API. One document, ETag-guarded. */
export const JobProgress = z.strictObject({
  state: JobState,
  stages: z.array(StageStatus),
  targets: z.array(TargetStatus),
  /** Fraction of each running task, by task id. */
  tasks: z.record(z.string(), z.number()),
  /** Plan of each stage, by `<stage>` or `<stage>@<language>`: the way from a job to its memos. */
  plans: z.record(z.string(), z.string()),
  failure: Failure.optional(),
  endedAt: z.string().optional(),
});
export type JobProgress = z.infer<typeof JobProgress>;
