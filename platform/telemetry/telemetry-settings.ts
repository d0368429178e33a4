import { z } from 'zod';

const TelemetrySettings = z.object({
  /** A folder for traces on one machine; without it they lie beside the job in storage. */
  POLYDUB_TRACE_DIRECTORY: z.string().min(1).optional(),
  /** Spans and metrics go to Application Insights as well. */
  APPLICATIONINSIGHTS_CONNECTION_STRING: z.string().min(1).optional(),
  /** Spans and metrics go to this OpenTelemetry collector as well, as OTLP over HTTP in JSON. */
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url().optional(),
  /** Headers of that, as `name=value,name=value`, values percent-encoded. */
  OTEL_EXPORTER_OTLP_HEADERS: z.string().optional(),
  /** The identity that Application Insights knows. */
  AZURE_CLIENT_ID: z.string().optional(),
});
export type TelemetrySettings = z.infer<typeof TelemetrySettings>;

/** Reads where telemetry goes. Throws when a setting is malformed. */
export function readTelemetrySettings(env: Readonly<Record<string, string | undefined>>): TelemetrySettings {
  return TelemetrySettings.parse(env);
}
