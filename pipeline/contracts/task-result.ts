import { z } from 'zod';
import { Failure } from './failure.js';

const about = {
  schemaVersion: z.literal(1),
  taskId: z.string(),
  jobId: z.string(),
  instanceId: z.string(),
  attempt: z.number().int(),
};

/** What the worker reports about a task: a beat while it works, then exactly one end (delivered at least once). */
export const TaskResult = z.discriminatedUnion('kind', [
  z.strictObject({ ...about, kind: z.literal('progress'), fraction: z.number().min(0).max(1) }),
  z.strictObject({ ...about, kind: z.literal('done') }),
  z.strictObject({ ...about, kind: z.literal('failed'), failure: Failure }),
]);
export type TaskResult = z.infer<typeof TaskResult>;
