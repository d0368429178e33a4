import type { AzureMonitorExporterOptions } from '@azure/monitor-opentelemetry-exporter';
import type { Span } from '../../../pipeline/contracts/span.js';
import { createCredential } from '../../../platform/config/create-credential.js';
import { createBatchingSink } from '../../../platform/telemetry/batching-sink.js';
import { createMeasurementRecorder } from '../../../platform/telemetry/create-measurement-recorder.js';
import { measureSpan } from '../../../platform/telemetry/measure-span.js';
import type { SpanSink } from '../../../platform/telemetry/span-sink.js';

export interface InsightsExporterDeps {
  readonly connectionString: string;
  /** The identity that Application Insights knows; without it, the connection string has to do. */
  readonly clientId: string | undefined;
  readonly version: string;
  readonly onFailure: (error: unknown) => void;
  /** How the service is reached; the library's own way unless said. */
  readonly httpClient?: AzureMonitorExporterOptions['httpClient'];
}

/** An execution tells everything at its end: nothing is gained by sending sooner. In ms. */
const gatherMs = 60_000;

/**
 * Spans and the metrics in them to Application Insights, by its exporter alone: a worker starts per task, and the whole
 * distribution would take longer to load than many a task to do. Even the exporter is loaded when there is something to
 * send, which is after the result is.
 */
export function createInsightsExporter(deps: InsightsExporterDeps): SpanSink {
  return createBatchingSink({
    gatherMs,
    onFailure: deps.onFailure,
    send: async (batches) => {
      const spans = batches.flatMap((batch) => batch.spans);
      const options = await exporterOptions(deps);
      await Promise.all([exportSpans(spans, options, deps.version), exportMetrics(spans, options)]);
    },
  });
}

async function exporterOptions({
  connectionString,
  clientId,
  httpClient,
}: InsightsExporterDeps): Promise<AzureMonitorExporterOptions> {
  const credential = clientId === undefined ? {} : { credential: await createCredential(clientId) };
  return { connectionString, disableOfflineStorage: true, ...credential, ...(httpClient && { httpClient }) };
}

async function exportSpans(
  spans: readonly Span[],
  options: AzureMonitorExporterOptions,
  version: string,
): Promise<void> {
  const [{ AzureMonitorTraceExporter }, { toReadableSpan }] = await Promise.all([
    import('@azure/monitor-opentelemetry-exporter'),
    import('./to-readable-span.js'),
  ]);
  const exporter = new AzureMonitorTraceExporter(options);
  const readable = spans.map((span) => toReadableSpan(span, version));
  await new Promise<void>((resolve, reject) => {
    const refused = new Error('Application Insights refused the spans.');
    // 0 is success; https://github.com/open-telemetry/opentelemetry-js ExportResultCode
    exporter.export(readable, ({ code, error }) => (code === 0 ? resolve() : reject(error ?? refused))).catch(reject);
  });
  await exporter.shutdown();
}

async function exportMetrics(spans: readonly Span[], options: AzureMonitorExporterOptions): Promise<void> {
  const measurements = spans.flatMap(measureSpan);
  if (measurements.length === 0) return;
  const [{ AzureMonitorMetricExporter }, { MeterProvider, PeriodicExportingMetricReader }] = await Promise.all([
    import('@azure/monitor-opentelemetry-exporter'),
    import('@opentelemetry/sdk-metrics'),
  ]);
  const reader = new PeriodicExportingMetricReader({ exporter: new AzureMonitorMetricExporter(options) });
  const provider = new MeterProvider({ readers: [reader] });
  createMeasurementRecorder(provider.getMeter('polydub'))(measurements);
  await provider.shutdown(); // exports what was recorded
}
