import { z } from 'zod';

/** What is told of a job, in the words of its type. */
export const jobEventTypes = {
  completed: 'io.polydub.job.completed.v1',
  'completed-with-failures': 'io.polydub.job.completed-with-failures.v1',
  failed: 'io.polydub.job.failed.v1',
  cancelled: 'io.polydub.job.cancelled.v1',
} as const;

/**
 * The end of a job as a CloudEvent 1.0. The same end has the same id, however often it is told.
 * @example
 * { "specversion": "1.0", "id": "job_7f-ended", "source": "/polydub/jobs", "type": "io.polydub.job.completed.v1",
 *   "subject": "job_7f", "time": "2026-11-21T10:04:30.000Z", "datacontenttype": "application/json",
 *   "data": { "jobId": "job_7f", "state": "completed", "targets": [{ "language": "es", "state": "completed" }] } }
 */
export const JobEvent = z.strictObject({
  specversion: z.literal('1.0'),
  id: z.string(),
  source: z.string(),
  type: z.enum(Object.values(jobEventTypes)),
  subject: z.string(),
  time: z.string(),
  datacontenttype: z.literal('application/json'),
  data: z.strictObject({
    jobId: z.string(),
    state: z.enum(['completed', 'completed-with-failures', 'failed', 'cancelled']),
    targets: z.array(z.strictObject({ language: z.string(), state: z.enum(['completed', 'failed']) })),
  }),
});
export type JobEvent = z.infer<typeof JobEvent>;
