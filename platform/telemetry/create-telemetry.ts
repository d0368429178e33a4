import type { ContainerClient } from '@azure/storage-blob';
import type { Logger } from '../logging/logger.js';
import { createBlobTraceStore } from './blob-trace-store.js';
import { createOtlpSink } from './create-otlp-sink.js';
import { createFileTraceStore } from './file-trace-store.js';
import { parseOtlpHeaders } from './parse-otlp-headers.js';
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
 * to a collector and to Application Insights as well where the settings name them.
 */
export function createTelemetry({ settings, jobs, version, log, also = [] }: TelemetryDeps): TraceStore {
  const onFailure = (to: string) => (error: unknown) =>
    log.warn('telemetry.lost', { to, reason: error instanceof Error ? error.message : String(error) });
  const directory = settings.POLYDUB_TRACE_DIRECTORY;
  const store =
    directory === undefined
      ? createBlobTraceStore({ container: jobs, onFailure: onFailure('storage') })
      : createFileTraceStore({ directory });
  const sinks: SpanSink[] = [store, ...also];
  const endpoint = settings.OTEL_EXPORTER_OTLP_ENDPOINT;
  if (endpoint !== undefined) {
    const headers = parseOtlpHeaders(settings.OTEL_EXPORTER_OTLP_HEADERS);
    sinks.push(createOtlpSink({ endpoint, headers, version, nowMs: Date.now, onFailure: onFailure('collector') }));
  }
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
