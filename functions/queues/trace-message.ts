import type { InvocationContext } from '@azure/functions';
import { z } from 'zod';
import type { Span } from '../../pipeline/contracts/span.js';
import { spanAttributes as at } from '../../pipeline/contracts/span-attributes.js';
import { spanIds } from '../../platform/telemetry/span-ids.js';
import { traceparent } from '../../platform/telemetry/traceparent.js';
import { composition } from '../composition.js';

export interface TraceMessageParams {
  readonly name: string;
  readonly context: InvocationContext;
  /** The task the message is about. */
  readonly task: { readonly jobId: string; readonly taskId: string; readonly attempt: number };
  /** What the message says went wrong. */
  readonly failure?: Span['failure'];
}

const Properties = z.object({ traceparent: z.string() });

/** Handles a message, and tells of it under the span that sent it. A message delivered again tells the same span. */
export async function traceMessage(
  { name, context, task, failure }: TraceMessageParams,
  work: () => Promise<void>,
): Promise<void> {
  const startMs = Date.now();
  await work();
  const { findJob, spans } = await composition();
  const job = await findJob(task.jobId).catch(() => undefined);
  if (job === undefined) return;
  const { traceId } = job.trace;
  const sender = Properties.safeParse(context.triggerMetadata?.['applicationProperties']).data?.traceparent;
  spans.record(job.id, [
    {
      traceId,
      spanId: spanIds.result(traceId, task),
      parentSpanId: traceparent.parse(sender)?.parentSpanId ?? spanIds.job(traceId),
      name,
      kind: 'consumer',
      service: 'functions',
      startMs,
      endMs: Date.now(),
      attributes: { [at.jobId]: job.id, [at.taskId]: task.taskId, [at.attempt]: task.attempt },
      ...(failure && { failure: { code: failure.code, message: failure.message } }),
    },
  ]);
}
