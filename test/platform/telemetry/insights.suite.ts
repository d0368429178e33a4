import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { spanIds } from '../../../platform/telemetry/span-ids.js';
import type { SpanSink } from '../../../platform/telemetry/span-sink.js';
import { spanOf, traceId } from './span-fixture.js';
import { type Insights, startInsights } from './start-insights.js';

export interface InsightsUnderTest {
  readonly sink: SpanSink;
  /** Sends what waits, metrics included. */
  readonly finish: () => Promise<void>;
}

/** What everything that tells Application Insights must do. */
export function testInsights(name: string, create: (insights: Insights) => InsightsUnderTest): void {
  describe(`Application Insights: ${name}`, () => {
    let insights: Insights;
    const [job, unit] = [spanIds.job(traceId), 'a'.repeat(16)];
    beforeAll(async () => {
      insights = await startInsights();
      const { sink, finish } = create(insights);
      const failure = { code: 'engine-failed', message: 'It stopped.' };
      sink.record('job_1', [
        spanOf({
          spanId: job,
          name: 'job localize',
          kind: 'server',
          attributes: { 'polydub.outcome': 'failed' },
          failure,
        }),
        spanOf({ spanId: unit, parentSpanId: job, attributes: { 'polydub.stage': 'mix', 'polydub.compute_ms': 250 } }),
      ]);
      await sink.flush();
      await finish();
      await insights.received((sent) => sent.some(({ data }) => data.baseType === 'MetricData'));
    });
    afterAll(() => insights.dispose());
    const dataOf = (baseType: string) => insights.envelopes.filter(({ data }) => data.baseType === baseType);

    it('gets the job as a request and what happens within as dependencies, under our ids', () => {
      const [request] = dataOf('RequestData');
      const [dependency] = dataOf('RemoteDependencyData');
      expect(request?.tags['ai.operation.id']).toBe(traceId);
      expect(request?.data.baseData).toMatchObject({ id: job, name: 'job localize', success: false });
      expect(dependency?.tags).toMatchObject({ 'ai.operation.id': traceId, 'ai.operation.parentId': job });
      expect(dependency?.data.baseData).toMatchObject({ id: unit, name: 'unit translate', success: true });
      expect(dependency?.data.baseData).toMatchObject({
        duration: '00:00:01.000',
        properties: { 'polydub.stage': 'mix' },
      });
    });

    it('gets the metrics the spans hold', () => {
      const names = dataOf('MetricData').flatMap(({ data }) => JSON.stringify(data.baseData));
      expect(names.some((text) => text.includes('polydub.engine.duration'))).toBe(true);
      expect(names.some((text) => text.includes('polydub.jobs'))).toBe(true);
    });
  });
}
