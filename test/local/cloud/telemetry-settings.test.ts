import { expect, it } from 'vitest';
import { telemetrySettings } from '../../../local/cloud/telemetry-settings.js';

it('hands the worker where telemetry goes, and nothing else of the environment', () => {
  const wanted = {
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://localhost:4318',
    OTEL_EXPORTER_OTLP_HEADERS: 'a=b',
    APPLICATIONINSIGHTS_CONNECTION_STRING: 'InstrumentationKey=x',
  };
  const others = { OTEL_SERVICE_NAME: 'x', AWS_SECRET_ACCESS_KEY: 'y', HOME: '/root', OTEL_UNSET: undefined };
  expect(telemetrySettings({ ...wanted, ...others })).toEqual(wanted);
});
