import type { ContainerClient } from '@azure/storage-blob';
import type { Logger } from '../logging/logger.js';
import type { SpanSink } from './span-sink.js';
import type { TelemetrySettings } from './telemetry-settings.js';
import type { TraceStore } from './trace-store.js';

export interface TelemetryDeps {
  readonly settings: TelemetrySettings;
  /** The container of jobs. */
  readonly jobs: ContainerClient;
  /** Names this deployment of the code. */
  readonly version: string;
  readonly log: Pick<Logger, 'warn'>;
  /** Where it goes as well. */
  readonly also?: readonly SpanSink[];
}

/**
 * Where the telemetry of this process goes: always to the trace of its job, which people can look at through the API;
 * to a collector and to Application Insights as well where the settings name them. What is not needed is not loaded:
 * a worker pays its start once per task.
 */
export async function createTelemetry(deps: TelemetryDeps): Promise<TraceStore> {
  const store = await createStore(deps);
  const sinks: SpanSink[] = [store, ...(await createCollectorSinks(deps)), ...(deps.also ?? [])];
  return {
    record: (jobId, spans) => {
      for (const sink of sinks) sink.record(jobId, spans);
    },
    flush: async () => {
      await Promise.all(sinks.map((sink) => sink.flush()));
    },
    read: (jobId) => store.read(jobId),
  };
}

async function createStore({ settings, jobs, log }: TelemetryDeps): Promise<TraceStore> {
  const directory = settings.POLYDUB_TRACE_DIRECTORY;
  if (directory !== undefined) return (await import('./file-trace-store.js')).createFileTraceStore({ directory });
  const { createBlobTraceStore } = await import('./blob-trace-store.js');
  return createBlobTraceStore({ container: jobs, onFailure: lostTo('storage', log) });
}

async function createCollectorSinks({ settings, version, log }: TelemetryDeps): Promise<readonly SpanSink[]> {
  const endpoint = settings.OTEL_EXPORTER_OTLP_ENDPOINT;
  if (endpoint === undefined) return [];
  const { createOtlpSink } = await import('./create-otlp-sink.js');
  const headers = settings.OTEL_EXPORTER_OTLP_HEADERS;
  return [createOtlpSink({ endpoint, headers, version, nowMs: Date.now, onFailure: lostTo('collector', log) })];
}

function lostTo(to: string, log: TelemetryDeps['log']): (error: unknown) => void {
  return (error) => log.warn('telemetry.lost', { to, reason: error instanceof Error ? error.message : String(error) });
}
