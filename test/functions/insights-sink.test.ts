import { flushAzureMonitor, shutdownAzureMonitor } from 'applicationinsights';
import { afterAll } from 'vitest';
import { createInsightsSink } from '../../functions/create-insights-sink.js';
import { testInsights } from '../platform/telemetry/insights.suite.js';

afterAll(() => shutdownAzureMonitor());

testInsights('the app', ({ connectionString, httpClient }) => ({
  sink: createInsightsSink({
    connectionString,
    httpClient,
    clientId: undefined,
    onFailure: (error) => {
      throw error;
    },
    gatherMs: 5,
  }),
  finish: () => flushAzureMonitor(),
}));
