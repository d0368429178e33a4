import type { InvocationContext } from '@azure/functions';
import { spanAttributes as at } from '../pipeline/contracts/span-attributes.js';
import type { TraceContext } from '../pipeline/contracts/trace-context.js';
import { spanIds } from '../platform/telemetry/span-ids.js';
import { tellProgress } from '../platform/telemetry/tell-progress.js';
import { type ProgressChange, watchDocuments } from '../platform/telemetry/watch-documents.js';
import { callerTrace } from './caller-trace.js';
import { type Composition, composition } from './composition.js';

export interface TraceAcceptParams {
  readonly name: string;
  readonly kind: 'server' | 'consumer';
  /** The `traceparent` the caller sent. */
  readonly header?: string | null;
  readonly context: InvocationContext;
}

/** What accepting a job works with. */
export type AcceptTools = Composition & { readonly trace?: TraceContext };

/** Accepts a job, which begins its trace; `accept` returns the job's id, or undefined where there is none. */
export async function traceAccept<Id extends string | undefined>(
  { name, kind, header, context }: TraceAcceptParams,
  accept: (tools: AcceptTools) => Promise<Id>,
): Promise<Id> {
  const deps = await composition();
  const startMs = Date.now();
  const changes: ProgressChange[] = [];
  const trace = callerTrace({ header: header ?? null, context, isHostTold: deps.isHostTold });
  const jobId = await accept({
    ...deps,
    ...(trace && { trace }),
    documents: watchDocuments(deps.documents, {
      onPlan: () => undefined,
      onProgress: (change) => changes.push(change),
    }),
  });
  const job = jobId === undefined ? undefined : await deps.findJob(jobId).catch(() => undefined);
  if (job === undefined || job.createdMs < startMs) return jobId; // asked for again: it was told the first time
  const { traceId } = job.trace;
  const nowMs = Date.now();
  const about = { job, planId: undefined, language: undefined, startMs, nowMs };
  deps.spans.record(job.id, [
    {
      traceId,
      spanId: spanIds.accept(traceId),
      parentSpanId: spanIds.job(traceId),
      name,
      kind,
      service: 'functions',
      startMs,
      endMs: nowMs,
      attributes: { [at.jobId]: job.id },
    },
    ...changes.flatMap((change) => tellProgress({ ...about, change })),
  ]);
  return jobId;
}
