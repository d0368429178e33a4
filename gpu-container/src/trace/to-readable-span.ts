import type { HrTime, SpanContext } from '@opentelemetry/api';
import { resourceFromAttributes } from '@opentelemetry/resources';
import type { ReadableSpan } from '@opentelemetry/sdk-trace-base';
import type { Span } from '../../../pipeline/contracts/span.js';

/** Numbers of OpenTelemetry's enums, and the W3C flag "sampled": every span of a job is kept. */
const kinds = { internal: 0, server: 1, client: 2, producer: 3, consumer: 4 } as const;
const errorStatus = 2;
const sampled = 1;

/** A span as OpenTelemetry's exporters take it, made without its SDK: the ids are ours. */
export function toReadableSpan(span: Span, version: string): ReadableSpan {
  const { traceId, spanId, parentSpanId, name, kind, service, startMs, endMs = startMs, failure } = span;
  const at = (id: string): SpanContext => ({ traceId, spanId: id, traceFlags: sampled });
  const about = { 'service.name': `polydub-${service}`, 'service.version': version };
  return {
    name,
    kind: kinds[kind],
    spanContext: () => at(spanId),
    ...(parentSpanId !== undefined && { parentSpanContext: at(parentSpanId) }),
    startTime: hrTime(startMs),
    endTime: hrTime(endMs),
    duration: hrTime(endMs - startMs),
    ended: true,
    status: failure === undefined ? { code: 0 } : { code: errorStatus, message: failure.message },
    attributes: { ...span.attributes, ...(failure && { 'error.type': failure.code }) },
    links: [],
    events: [],
    resource: resourceFromAttributes(about),
    instrumentationScope: { name: 'polydub' },
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
  };
}

/** Seconds and nanoseconds. */
function hrTime(ms: number): HrTime {
  const seconds = Math.floor(ms / 1000);
  return [seconds, Math.round((ms - seconds * 1000) * 1e6)];
}
