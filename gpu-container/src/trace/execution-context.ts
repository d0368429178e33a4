import type { TaskMessage } from '../../../pipeline/contracts/task-message.js';
import { spanIds } from '../../../platform/telemetry/span-ids.js';
import { traceparent } from '../../../platform/telemetry/traceparent.js';

/** Where an execution stands in its job's trace. */
export interface ExecutionContext {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string;
  /** For the messages it sends. */
  readonly traceparent: string;
}

/** The context of one delivery of a task: under the span that sent it, or under the job where the message names none. */
export function executionContext(
  { jobId, taskId, attempt, traceparent: header }: TaskMessage,
  delivery: number,
): ExecutionContext {
  const sent = traceparent.parse(header);
  const traceId = sent?.traceId ?? spanIds.traceOf(jobId);
  const spanId = spanIds.execution(traceId, { taskId, attempt, delivery });
  const parentSpanId = sent?.parentSpanId ?? spanIds.job(traceId);
  return { traceId, spanId, parentSpanId, traceparent: traceparent.format(traceId, spanId) };
}
