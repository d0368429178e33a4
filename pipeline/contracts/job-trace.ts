import { z } from 'zod';
import { JobState } from './job-status.js';
import { Span } from './span.js';
import { TraceId } from './trace-context.js';

/**
 * The body of `GET /jobs/{id}/trace`: everything told of a job so far, as one tree under one root, parents before their
 * children and in order of their starts.
 */
export const JobTrace = z.strictObject({
  schemaVersion: z.literal(1),
  jobId: z.string(),
  traceId: TraceId,
  state: JobState,
  spans: z.array(Span),
  /** Spans whose parent was not told (a process died first) and which lie under the nearest known one instead. */
  adopted: z.number().int(),
});
export type JobTrace = z.infer<typeof JobTrace>;
