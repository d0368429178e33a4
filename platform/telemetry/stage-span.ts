import type { StageStatus } from '../../pipeline/contracts/job-status.js';
import type { Span } from '../../pipeline/contracts/span.js';
import { spanAttributes as at } from '../../pipeline/contracts/span-attributes.js';
import type { JobFacts } from './job-facts.js';
import { spanIds } from './span-ids.js';

/** The span of a stage; it has no end while the stage runs. */
export function stageSpan(job: JobFacts, status: StageStatus, planId: string | undefined): Span {
  const { stage, language, state, units, hits, computeMs, engine, startedAt, endedAt, failure } = status;
  const { traceId } = job.trace;
  return {
    traceId,
    spanId: spanIds.stage(traceId, { stage, language, planId }),
    parentSpanId: language === undefined ? spanIds.job(traceId) : spanIds.target(traceId, language),
    name: `stage ${stage}`,
    kind: 'internal',
    service: 'functions',
    startMs: Date.parse(startedAt),
    ...(endedAt !== undefined && { endMs: Date.parse(endedAt) }),
    attributes: {
      [at.jobId]: job.id,
      [at.stage]: stage,
      ...(language !== undefined && { [at.language]: language }),
      ...(planId !== undefined && { [at.planId]: planId }),
      ...(engine !== undefined && { [at.engine]: engine }),
      [at.outcome]: state,
      [at.units]: units,
      [at.hits]: hits,
      [at.computeMs]: computeMs,
    },
    ...(failure && { failure: { code: failure.code, message: failure.message } }),
  };
}
