import type { JobDocument } from '../../pipeline/contracts/job-document.js';
import type { TraceContext } from '../../pipeline/contracts/trace-context.js';
import { spanIds } from './span-ids.js';

/** What the spans of a job need to know of it. */
export interface JobFacts {
  readonly id: string;
  readonly trace: TraceContext;
  /** When it was accepted, in ms since the epoch. */
  readonly createdMs: number;
  readonly workflow: string;
  readonly targets: readonly string[];
}

/** The facts of a job. A document of a version that told no trace gets one that derives from the job's id. */
export function jobFacts({ id, trace, createdAt, request }: JobDocument): JobFacts {
  const { workflow, targets } = request;
  return { id, trace: trace ?? { traceId: spanIds.traceOf(id) }, createdMs: Date.parse(createdAt), workflow, targets };
}
