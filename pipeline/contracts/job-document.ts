import { z } from 'zod';
import { JobRequest } from './job-request.js';
import { TraceContext } from './trace-context.js';

/** The job as it was accepted; written once. `etag` pins the uploaded bytes the job was submitted for. */
export const JobDocument = z.strictObject({
  schemaVersion: z.literal(1),
  id: z.string(),
  request: JobRequest,
  sourceLanguage: z.string(),
  /** ETags of the blobs the request names, by `<container>/<blob>`. */
  etags: z.record(z.string(), z.string()),
  startedBy: z.enum(['api', 'blob']),
  workerVersion: z.string(),
  createdAt: z.string(),
  /** The trace it is told in; absent in documents of versions that told none. */
  trace: TraceContext.optional(),
});
export type JobDocument = z.infer<typeof JobDocument>;
