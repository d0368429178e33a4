import { randomBytes } from 'node:crypto';

/** `00-<trace id>-<parent id>-<flags>`, https://www.w3.org/TR/trace-context/#traceparent-header */
const TRACE_PARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;
const ALL_ZERO = /^0+$/;

/**
 * The W3C `traceparent` for work caused by `parent`: the same trace and flags with a new span id.
 * An absent or malformed parent begins a new, unsampled trace, as the recommendation asks.
 */
export function childTraceParent(parent?: string): string {
  const match = parent === undefined ? null : TRACE_PARENT.exec(parent);
  const [, traceId, spanId, flags] = match ?? [];
  const spanOfChild = randomBytes(8).toString('hex');
  if (!traceId || !spanId || !flags || ALL_ZERO.test(traceId) || ALL_ZERO.test(spanId)) {
    return `00-${randomBytes(16).toString('hex')}-${spanOfChild}-00`;
  }
  return `00-${traceId}-${spanOfChild}-${flags}`;
}
