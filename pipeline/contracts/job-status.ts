import { z } from 'zod';
import { Failure } from './failure.js';
import { StageName } from './stage-name.js';

/** How far one stage of a job is. `language` is absent for stages all targets share. */
export const StageStatus = z.strictObject({
  stage: StageName,
  language: z.string().optional(),
  state: z.enum(['running', 'done', 'failed']),
  units: z.number().int(),
  /** Units whose memo was there already. */
  hits: z.number().int(),
  /** 0…1 over the units that had to run. */
  progress: z.number().min(0).max(1),
  /** Time spent inside engines and ffmpeg for the units that ran in this job, in ms. */
  computeMs: z.number(),
  engine: z.string().optional(),
  startedAt: z.string(),
  endedAt: z.string().optional(),
  failure: Failure.optional(),
});
export type StageStatus = z.infer<typeof StageStatus>;

export const JobState = z.enum(['queued', 'running', 'completed', 'completed-with-failures', 'failed', 'cancelled']);
export type JobState = z.infer<typeof JobState>;

export const TargetStatus = z.strictObject({
  language: z.string(),
  state: JobState,
  failure: Failure.optional(),
});
export type TargetStatus = z.infer<typeof TargetStatus>;

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
  failure: Failure.optional(),
});
export type JobStatus = z.infer<typeof JobStatus>;
