import type { TelemetryDeps } from '../../../platform/telemetry/create-telemetry.js';
import type { SpanSink } from '../../../platform/telemetry/span-sink.js';
import type { TelemetrySettings } from '../../../platform/telemetry/telemetry-settings.js';

export interface LoadWorkParams extends Pick<TelemetryDeps, 'jobs' | 'version' | 'log'> {
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * The code that works a task through, and what it tells of it with. Loaded while the process connects and waits for its
 * message: a start is paid per task. Rejects when a setting is malformed.
 */
export async function loadWork(params: LoadWorkParams) {
  const [{ performTracedTask }, spans] = await Promise.all([import('./perform-traced-task.js'), loadTelemetry(params)]);
  return { performTracedTask, spans };
}

async function loadTelemetry({ env, ...deps }: LoadWorkParams): Promise<SpanSink> {
  const [{ createTelemetry }, { readTelemetrySettings }] = await Promise.all([
    import('../../../platform/telemetry/create-telemetry.js'),
    import('../../../platform/telemetry/telemetry-settings.js'),
  ]);
  const settings = readTelemetrySettings(env);
  return createTelemetry({ ...deps, settings, also: await insights(settings, deps) });
}

async function insights(
  { APPLICATIONINSIGHTS_CONNECTION_STRING: connectionString, AZURE_CLIENT_ID: clientId }: TelemetrySettings,
  { version, log }: Pick<LoadWorkParams, 'version' | 'log'>,
): Promise<readonly SpanSink[]> {
  if (connectionString === undefined) return [];
  const { createInsightsExporter } = await import('../trace/create-insights-exporter.js');
  const onFailure = (error: unknown) => log.warn('telemetry.lost', { to: 'insights', reason: String(error) });
  return [createInsightsExporter({ connectionString, clientId, version, onFailure })];
}
