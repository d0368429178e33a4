import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { RecycleSettings } from './recycle-settings.js';

/** What the container reads from its environment, beside the connection settings. */
const WorkerSettings = z.object({
  ...RecycleSettings.shape,
  /** The queue this job is scaled by. */
  POLYDUB_QUEUE: z.enum(['tasks-cpu', 'tasks-gpu']).default('tasks-cpu'),
  /** Names the image; the survey of engines is remembered per version. */
  POLYDUB_WORKER_VERSION: z.string().default('unknown'),
  /** How long an execution waits for its first message, in ms; another replica may have taken it. */
  POLYDUB_MESSAGE_WAIT_MS: z.coerce.number().int().positive().default(60_000),
  /** Verified artifacts are kept here between executions on one machine; absent on ephemeral replicas. */
  POLYDUB_CACHE_DIRECTORY: z.string().optional(),
  POLYDUB_WORK_DIRECTORY: z.string().default(join(tmpdir(), 'polydub')),
  /** Units worked on at once within one task. */
  POLYDUB_CONCURRENCY: z.coerce.number().int().positive().default(availableParallelism()),
});
export type WorkerSettings = z.infer<typeof WorkerSettings>;

/** Reads the worker's settings. Throws when one is malformed: the container must not start with half a configuration. */
export function readWorkerSettings(env: Readonly<Record<string, string | undefined>>): WorkerSettings {
  return WorkerSettings.parse(env);
}
