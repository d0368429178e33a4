import type { TelemetryDeps } from '../../platform/telemetry/create-telemetry.js';
import type { SpanSink } from '../../platform/telemetry/span-sink.js';

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
    import('../../platform/telemetry/create-telemetry.js'),
    import('../../platform/telemetry/telemetry-settings.js'),
  ]);
  return createTelemetry({ ...deps, settings: readTelemetrySettings(env) });
}
