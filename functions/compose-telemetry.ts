import type { DocumentStore } from '../pipeline/ports/document-store.js';
import { createJsonLineLogger } from '../platform/logging/json-line-logger.js';
import { createKnownJobs } from '../platform/telemetry/create-known-jobs.js';
import { createTelemetry, type TelemetryDeps } from '../platform/telemetry/create-telemetry.js';
import { readTelemetrySettings } from '../platform/telemetry/telemetry-settings.js';
import { createInsightsSink } from './create-insights-sink.js';

export interface ComposeTelemetryParams extends Pick<TelemetryDeps, 'jobs' | 'version'> {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly documents: DocumentStore;
}

/** What the functions of this app tell their traces with. */
export async function composeTelemetry({ env, documents, jobs, version }: ComposeTelemetryParams) {
  const settings = readTelemetrySettings(env);
  const log = createJsonLineLogger({ write: (line) => process.stderr.write(line), now: () => new Date() });
  const connectionString = settings.APPLICATIONINSIGHTS_CONNECTION_STRING;
  const clientId = settings.AZURE_CLIENT_ID;
  const onFailure = (error: unknown) => log.warn('telemetry.lost', { to: 'insights', reason: String(error) });
  const also = connectionString === undefined ? [] : [createInsightsSink({ connectionString, clientId, onFailure })];
  return {
    findJob: createKnownJobs(documents),
    spans: await createTelemetry({ settings, jobs, version, log, also }),
    /** Whether the host tells of its invocations to Application Insights. */
    isHostTold: connectionString !== undefined,
  };
}
