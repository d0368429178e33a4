/** Settings that say where telemetry goes besides the trace files of this machine; see docs/tracing.md. */
const pattern = /^(OTEL_EXPORTER_OTLP_(ENDPOINT|HEADERS)|APPLICATIONINSIGHTS_CONNECTION_STRING)$/;

/** Those of the environment's settings that say where telemetry goes: the worker gets these as the app does. */
export function telemetrySettings(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    if (value !== undefined && pattern.test(name)) found[name] = value;
  }
  return found;
}
