import { z } from 'zod';
import { StageName } from './stage-name.js';
import { Unit } from './unit.js';

/**
 * Work handed to the container: units of one job and stage that are worth one start of the worker.
 * The message id is `<taskId>:<attempt>`, so a repeated send of one attempt is dropped by duplicate detection.
 */
export const TaskMessage = z.strictObject({
  schemaVersion: z.literal(1),
  taskId: z.string(),
  jobId: z.string(),
  /** The orchestration that waits for the result. */
  instanceId: z.string(),
  attempt: z.number().int().min(1),
  stage: StageName,
  units: z.array(Unit).min(1),
  /** RFC 3339; work that is still running then is stopped and fails with `time-limit`. */
  deadline: z.string(),
  traceparent: z.string().optional(),
});
export type TaskMessage = z.infer<typeof TaskMessage>;
