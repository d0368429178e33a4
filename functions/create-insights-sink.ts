import type { SpanContext, Tracer } from '@opentelemetry/api';
import type { AzureMonitorOpenTelemetryOptions } from 'applicationinsights';
import type { Span } from '../pipeline/contracts/span.js';
import { createCredential } from '../platform/config/create-credential.js';
import { createBatchingSink } from '../platform/telemetry/batching-sink.js';
import { createMeasurementRecorder } from '../platform/telemetry/create-measurement-recorder.js';
import { type Measurement, measureSpan } from '../platform/telemetry/measure-span.js';
import type { SpanSink } from '../platform/telemetry/span-sink.js';

export interface InsightsSinkDeps {
  readonly connectionString: string;
  /** The identity that Application Insights knows; without it, the connection string has to do. */
  readonly clientId: string | undefined;
  readonly onFailure: (error: unknown) => void;
  readonly gatherMs?: number;
  /** How the service is reached; the library's own way unless said. */
  readonly httpClient?: ExporterOptions['httpClient'];
}

type ExporterOptions = NonNullable<AzureMonitorOpenTelemetryOptions['azureMonitorExporterOptions']>;

const defaultGatherMs = 1_000;
/** The W3C flag "sampled": every span of a job is kept. */
const sampled = 1;
/** Numbers of OpenTelemetry's enums. */
const kinds = { internal: 0, server: 1, client: 2, producer: 3, consumer: 4 } as const;
const errorStatus = 2;

interface Insights {
  readonly tell: (span: Span) => void;
  readonly measure: (measurements: readonly Measurement[]) => void;
}

/**
 * Spans and the metrics in them to Application Insights, through its own OpenTelemetry distribution. That is loaded
 * beside the work when the first span is sent, since loading it takes a second and more.
 */
export function createInsightsSink(deps: InsightsSinkDeps): SpanSink {
  let started: Promise<Insights> | undefined;
  return createBatchingSink({
    gatherMs: deps.gatherMs ?? defaultGatherMs,
    onFailure: deps.onFailure,
    send: async (batches) => {
      started ??= startInsights(deps);
      const { tell, measure } = await started;
      const spans = batches.flatMap((batch) => batch.spans).filter(({ endMs }) => endMs !== undefined);
      for (const span of spans) tell(span);
      measure(spans.flatMap(measureSpan));
    },
  });
}

async function startInsights({ connectionString, clientId, httpClient }: InsightsSinkDeps): Promise<Insights> {
  const [{ useAzureMonitor }, { metrics, trace }] = await Promise.all([
    import('applicationinsights'),
    import('@opentelemetry/api'),
  ]);
  const off = { enabled: false };
  useAzureMonitor({
    azureMonitorExporterOptions: {
      connectionString,
      disableOfflineStorage: true,
      ...(httpClient && { httpClient }),
      ...(clientId !== undefined && { credential: await createCredential(clientId) }),
    },
    // jobs are few and each counts: none is left out. The host tells of requests, exceptions and the machine itself
    samplingRatio: 1,
    tracesPerSecond: 0,
    enableLiveMetrics: false,
    enableStandardMetrics: false,
    enablePerformanceCounters: false,
    instrumentationOptions: {
      http: off,
      azureSdk: off,
      mongoDb: off,
      mySql: off,
      postgreSql: off,
      redis: off,
      redis4: off,
    },
  });
  return {
    tell: await createTeller(trace.getTracer('polydub')),
    measure: createMeasurementRecorder(metrics.getMeter('polydub')),
  };
}

/** Tells spans of ours through a tracer. */
async function createTeller(tracer: Tracer): Promise<Insights['tell']> {
  const { ROOT_CONTEXT, trace } = await import('@opentelemetry/api');
  return ({ traceId, spanId, parentSpanId, name, kind, startMs, endMs, attributes, failure }) => {
    const at = (id: string): SpanContext => ({ traceId, spanId: id, traceFlags: sampled });
    const under = parentSpanId === undefined ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, at(parentSpanId));
    const told = tracer.startSpan(name, { kind: kinds[kind], startTime: startMs, attributes }, under);
    // the library would make an id up; what is told again must be the same span
    told.spanContext = () => at(spanId);
    if (failure !== undefined) {
      told.setStatus({ code: errorStatus, message: failure.message });
      told.setAttribute('error.type', failure.code);
    }
    told.end(endMs);
  };
}
