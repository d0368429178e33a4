import type { JobProgress } from '../../pipeline/contracts/job-progress.js';
import type { Span } from '../../pipeline/contracts/span.js';
import { spanAttributes as at } from '../../pipeline/contracts/span-attributes.js';
import type { JobFacts } from './job-facts.js';
import { spanIds } from './span-ids.js';

/** The span of the job itself, the root of its trace; it has no end while the job runs. */
export function jobSpan(job: JobFacts, { state, endedAt, failure }: JobProgress): Span {
  const { traceId, parentSpanId } = job.trace;
  return {
    traceId,
    spanId: spanIds.job(traceId),
    ...(parentSpanId !== undefined && { parentSpanId }),
    name: `job ${job.workflow}`,
    kind: 'server',
    service: 'functions',
    startMs: job.createdMs,
    ...(endedAt !== undefined && { endMs: Date.parse(endedAt) }),
    attributes: { [at.jobId]: job.id, [at.workflow]: job.workflow, [at.outcome]: state },
    ...(failure && { failure: { code: failure.code, message: failure.message } }),
  };
}
