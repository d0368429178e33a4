import { z } from 'zod';
import { StageRequest } from './stage-request.js';
import { Unit } from './unit.js';

/** A stage of a job cut into units, and the missing ones grouped into tasks. Kept beside the job; history has its id only. */
export const StagePlan = z.strictObject({
  planId: z.string(),
  request: StageRequest,
  units: z.array(Unit),
  /** Keys of units that had no memo when the plan was made. */
  misses: z.array(z.string()),
  tasks: z.array(z.strictObject({ taskId: z.string(), unitKeys: z.array(z.string()) })),
});
export type StagePlan = z.infer<typeof StagePlan>;
