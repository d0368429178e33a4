import type { DocumentStore } from '../pipeline/ports/document-store.js';
import { createJsonLineLogger } from '../platform/logging/json-line-logger.js';
import { createKnownJobs } from '../platform/telemetry/create-known-jobs.js';
import { createTelemetry, type TelemetryDeps } from '../platform/telemetry/create-telemetry.js';
import { readTelemetrySettings } from '../platform/telemetry/telemetry-settings.js';

export interface ComposeTelemetryParams extends Pick<TelemetryDeps, 'jobs' | 'version'> {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly documents: DocumentStore;
}

/** What the functions of this app tell their traces with. */
export async function composeTelemetry({ env, documents, jobs, version }: ComposeTelemetryParams) {
  const settings = readTelemetrySettings(env);
  const log = createJsonLineLogger({ write: (line) => process.stderr.write(line), now: () => new Date() });
  return {
    findJob: createKnownJobs(documents),
    spans: await createTelemetry({ settings, jobs, version, log }),
    /** Whether the host tells of its invocations to Application Insights. */
    isHostTold: settings.APPLICATIONINSIGHTS_CONNECTION_STRING !== undefined,
  };
}
