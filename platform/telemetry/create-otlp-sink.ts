import { createBatchingSink } from './batching-sink.js';
import { measureSpan } from './measure-span.js';
import { parseOtlpHeaders } from './parse-otlp-headers.js';
import type { SpanSink } from './span-sink.js';
import { toOtlpMetrics } from './to-otlp-metrics.js';
import { toOtlpTraces } from './to-otlp-traces.js';

export interface OtlpSinkDeps {
  /** Base address of a collector, as `http://localhost:4318`. */
  readonly endpoint: string;
  /** As in `OTEL_EXPORTER_OTLP_HEADERS`. */
  readonly headers: string | undefined;
  readonly version: string;
  readonly nowMs: () => number;
  readonly onFailure: (error: unknown) => void;
  readonly gatherMs?: number;
}

const defaultGatherMs = 1_000;
const timeoutMs = 4_000;

/**
 * Spans and the metrics in them to an OpenTelemetry collector: OTLP over HTTP in JSON, by fetch alone, since the
 * packages for it would cost every start of a worker more than all of its own telemetry.
 */
export function createOtlpSink(deps: OtlpSinkDeps): SpanSink {
  const { endpoint, version, nowMs, onFailure } = deps;
  const headers = parseOtlpHeaders(deps.headers);
  let reportedMs = nowMs();
  const post = async (path: string, body: unknown) => {
    const response = await fetch(`${endpoint.replace(/\/+$/, '')}/v1/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(timeoutMs),
    });
    await response.body?.cancel();
    if (!response.ok) throw new Error(`The collector answered ${response.status} to ${path}.`);
  };
  return createBatchingSink({
    gatherMs: deps.gatherMs ?? defaultGatherMs,
    onFailure,
    send: async (batches) => {
      const spans = batches.flatMap((batch) => batch.spans).filter(({ endMs }) => endMs !== undefined);
      const measurements = spans.flatMap(measureSpan);
      const [startMs, endMs] = [reportedMs, nowMs()];
      reportedMs = endMs;
      const service = spans[0]?.service ?? 'functions';
      await post('traces', toOtlpTraces(spans, version));
      if (measurements.length > 0) {
        await post('metrics', toOtlpMetrics({ measurements, service, version, startMs, endMs }));
      }
    },
  });
}
