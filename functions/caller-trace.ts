import type { InvocationContext } from '@azure/functions';
import type { TraceContext } from '../pipeline/contracts/trace-context.js';
import { traceparent } from '../platform/telemetry/traceparent.js';

export interface CallerTraceParams {
  /** The `traceparent` the caller sent. */
  readonly header?: string | null;
  readonly context: InvocationContext;
  /** Whether the host tells of this invocation to Application Insights, in the same trace. */
  readonly isHostTold: boolean;
}

/**
 * The trace of a call or event that asks for a job. A job lies under the host's own span of the invocation where that is
 * told, else under the caller's; undefined where neither is known.
 */
export function callerTrace({ header, context, isHostTold }: CallerTraceParams): TraceContext | undefined {
  const caller = traceparent.parse(header);
  const host = traceparent.parse(context.traceContext?.traceParent);
  if (isHostTold || host === undefined) return host ?? caller;
  return { traceId: host.traceId, ...(caller && { parentSpanId: caller.parentSpanId }) };
}
