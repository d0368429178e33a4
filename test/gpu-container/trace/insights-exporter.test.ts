import { createInsightsExporter } from '../../../gpu-container/src/trace/create-insights-exporter.js';
import { testInsights } from '../../platform/telemetry/insights.suite.js';

testInsights('the worker', ({ connectionString, httpClient }) => ({
  sink: createInsightsExporter({
    connectionString,
    httpClient,
    clientId: undefined,
    version: 'v1',
    onFailure: (error) => {
      throw error;
    },
  }),
  finish: async () => undefined,
}));
