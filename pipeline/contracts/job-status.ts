import { z } from 'zod';
import { Failure } from './failure.js';
import { JobBudget } from './job-budget.js';
import { StageName } from './stage-name.js';

/** How far one stage of a job is. `language` is absent for stages all targets share. */
export const StageStatus = z.strictObject({
  stage: StageName,
  language: z.string().optional(),
  state: z.enum(['running', 'done', 'failed', 'cancelled']),
  units: z.number().int(),
  /** Units whose memo was there already. */
  hits: z.number().int(),
  /** Messages the others were grouped into; absent before that was told. */
  tasks: z.number().int().nonnegative().optional(),
  /** 0…1 over the units that had to run. */
  progress: z.number().min(0).max(1),
  /** Time spent inside engines and ffmpeg for the units that ran in this job, in ms. */
  computeMs: z.number(),
  engine: z.string().optional(),
  /** Money in US dollars: foreseen while it runs, as it came to be when it is done. */
  amount: z.number().nonnegative().optional(),
  startedAt: z.string(),
  endedAt: z.string().optional(),
  failure: Failure.optional(),
});
export type StageStatus = z.infer<typeof StageStatus>;

export const JobState = z.enum([
  'queued',
  'running',
  'paused',
  'completed',
  'completed-with-failures',
  'failed',
  'cancelled',
]);
export type JobState = z.infer<typeof JobState>;

export const TargetStatus = z.strictObject({
  language: z.string(),
  state: JobState,
  failure: Failure.optional(),
});
export type TargetStatus = z.infer<typeof TargetStatus>;

/** Why a job waits, and what ends the wait. */
export const JobPause = z.strictObject({
  stage: StageName,
  language: z.string().optional(),
  /** The budget with which this stage runs, in US dollars. */
  neededAmount: z.number().positive(),
  message: z.string(),
  next: z.string(),
});
export type JobPause = z.infer<typeof JobPause>;

/** The body of `GET /jobs/{id}`. */
export const JobStatus = z.strictObject({
  id: z.string(),
  name: z.string(),
  state: JobState,
  createdAt: z.string(),
  endedAt: z.string().optional(),
  sourceLanguage: z.string(),
  targets: z.array(TargetStatus),
  stages: z.array(StageStatus),
  /** 0…1 over the whole job, by expected work. */
  progress: z.number().min(0).max(1),
  /** Estimate, in seconds; absent while nothing is known and when the job has ended. */
  secondsLeft: z.number().optional(),
  /** Money so far, what runs counted as foreseen, and the cap if there is one. */
  cost: z
    .strictObject({
      amount: z.number().nonnegative(),
      currency: z.literal('USD'),
      /** What the whole job will come to, once its length is known; absent when it has ended. */
      foreseen: z.number().nonnegative().optional(),
      budget: JobBudget.optional(),
    })
    .optional(),
  pauses: z.array(JobPause).optional(),
  failure: Failure.optional(),
});
export type JobStatus = z.infer<typeof JobStatus>;
