import type { Span } from '../../pipeline/contracts/span.js';
import { otlpAttributes } from './otlp-attributes.js';
import { otlpNanos } from './otlp-nanos.js';

/** https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding: numbers of the enums, ids in hex. */
const kinds = { internal: 1, server: 2, client: 3, producer: 4, consumer: 5 } as const;
const errorStatus = 2;

/** The body of OTLP's `/v1/traces` for spans that have ended, one resource per process that told of them. */
export function toOtlpTraces(spans: readonly Span[], version: string): unknown {
  const services = [...new Set(spans.map(({ service }) => service))];
  return {
    resourceSpans: services.map((service) => ({
      resource: { attributes: otlpAttributes({ 'service.name': `polydub-${service}`, 'service.version': version }) },
      scopeSpans: [{ scope: { name: 'polydub' }, spans: spans.filter((span) => span.service === service).map(toOtlp) }],
    })),
  };
}

function toOtlp({ traceId, spanId, parentSpanId, name, kind, startMs, endMs = startMs, attributes, failure }: Span) {
  return {
    traceId,
    spanId,
    ...(parentSpanId !== undefined && { parentSpanId }),
    name,
    kind: kinds[kind],
    startTimeUnixNano: otlpNanos(startMs),
    endTimeUnixNano: otlpNanos(endMs),
    attributes: otlpAttributes({ ...attributes, ...(failure && { 'error.type': failure.code }) }),
    status: failure === undefined ? {} : { code: errorStatus, message: failure.message },
  };
}
