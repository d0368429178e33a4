import type { JobProgress } from '../../pipeline/contracts/job-progress.js';
import type { TargetStatus } from '../../pipeline/contracts/job-status.js';
import type { Span } from '../../pipeline/contracts/span.js';
import { spanAttributes as at } from '../../pipeline/contracts/span-attributes.js';
import type { JobFacts } from './job-facts.js';
import { spanIds } from './span-ids.js';

export interface TargetSpanParams {
  readonly job: JobFacts;
  readonly progress: JobProgress;
  readonly target: TargetStatus;
  /** When the first thing known of it began, its stages aside, in ms since the epoch. */
  readonly startMs: number;
  /** Absent while it goes on. */
  readonly endMs?: number | undefined;
}

/** The span of a target language: everything the job did for it alone. */
export function targetSpan({ job, progress, target, startMs, endMs }: TargetSpanParams): Span {
  const { language, state, failure } = target;
  const { traceId } = job.trace;
  const starts = progress.stages
    .filter((stage) => stage.language === language)
    .map((stage) => Date.parse(stage.startedAt));
  return {
    traceId,
    spanId: spanIds.target(traceId, language),
    parentSpanId: spanIds.job(traceId),
    name: `target ${language}`,
    kind: 'internal',
    service: 'functions',
    startMs: Math.min(startMs, ...starts),
    ...(endMs !== undefined && { endMs }),
    attributes: { [at.jobId]: job.id, [at.language]: language, [at.outcome]: state },
    ...(failure && { failure: { code: failure.code, message: failure.message } }),
  };
}
