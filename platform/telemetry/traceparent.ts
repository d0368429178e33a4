import type { TraceContext } from '../../pipeline/contracts/trace-context.js';

/** https://www.w3.org/TR/trace-context/#traceparent-header; later versions may append fields. */
const pattern = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-[0-9a-f]{2}(-.*)?$/;

/** The W3C `traceparent` header. Every span of a job is recorded, so the sampled flag is always set. */
export const traceparent = {
  /** undefined for a header that is absent or malformed: a new trace begins then, as the recommendation asks. */
  parse: (header: string | null | undefined): Required<TraceContext> | undefined => {
    const [, traceId, parentSpanId] = pattern.exec(header?.trim() ?? '') ?? [];
    return traceId === undefined || parentSpanId === undefined ? undefined : { traceId, parentSpanId };
  },
  format: (traceId: string, spanId: string): string => `00-${traceId}-${spanId}-01`,
} as const;
