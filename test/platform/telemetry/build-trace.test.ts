import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { JobDocument } from '../../../pipeline/contracts/job-document.js';
import type { JobProgress } from '../../../pipeline/contracts/job-progress.js';
import type { Span } from '../../../pipeline/contracts/span.js';
import { buildTrace } from '../../../platform/telemetry/build-trace.js';
import { spanIds } from '../../../platform/telemetry/span-ids.js';
import { spanOf, traceId } from './span-fixture.js';

const fixture = readFileSync(join(import.meta.dirname, '../../fixtures/job-document.json'), 'utf8');
const [job = JobDocument.parse(undefined)] = z.array(JobDocument).parse(JSON.parse(fixture));
const progress: JobProgress = { state: 'running', stages: [], targets: [], tasks: {}, plans: {} };

const root = spanIds.job(traceId);
const target = spanIds.target(traceId, 'es');
const stage = spanIds.stage(traceId, { stage: 'translate', language: 'es', planId: 'p' });
const execution = spanIds.execution(traceId, { taskId: 'p-0', attempt: 1, delivery: 1 });
const about = { 'polydub.stage': 'translate', 'polydub.language': 'es' };
/** A whole small trace: every parent is in it. */
const whole: readonly Span[] = [
  spanOf({ spanId: target, parentSpanId: root, name: 'target es', attributes: { 'polydub.language': 'es' } }),
  spanOf({ spanId: stage, parentSpanId: target, name: 'stage translate', attributes: about }),
  spanOf({ spanId: 'a'.repeat(16), parentSpanId: stage, name: 'send-task', attributes: about }),
  spanOf({ spanId: execution, parentSpanId: 'a'.repeat(16), name: 'execute translate', attributes: about }),
  spanOf({ spanId: 'b'.repeat(16), parentSpanId: execution, name: 'unit translate', attributes: about }),
  spanOf({
    spanId: 'c'.repeat(16),
    parentSpanId: 'b'.repeat(16),
    name: 'engine apertium translate',
    attributes: about,
  }),
];

const build = (told: readonly Span[]) => buildTrace({ job, progress, told });

describe('the trace of a job', () => {
  it('has every span under its own parent when all were told', () => {
    const { spans, adopted } = build(whole);
    expect(adopted).toBe(0);
    expect(spans.map(({ name }) => name)).toEqual(['job localize', ...whole.map(({ name }) => name)]);
  });

  it('is one tree whatever was lost, told twice, or told out of order', () => {
    const some = fc.array(fc.constantFrom(...whole), { maxLength: 20 });
    fc.assert(
      fc.property(some, (told) => {
        const { spans } = build(told);
        const ids = spans.map(({ spanId }) => spanId);
        expect(new Set(ids).size).toBe(ids.length);
        expect(spans.filter(({ parentSpanId }) => parentSpanId === undefined).map(({ spanId }) => spanId)).toEqual([
          root,
        ]);
        for (const [index, { parentSpanId }] of spans.entries()) {
          if (parentSpanId !== undefined) expect(ids.indexOf(parentSpanId)).toBeLessThan(index);
          if (parentSpanId !== undefined) expect(ids).toContain(parentSpanId);
        }
        for (const { spanId } of told) expect(ids).toContain(spanId);
      }),
    );
  });

  it('puts what lost its parent under the stage it is of, and says so', () => {
    const { spans, adopted } = build(whole.filter(({ name }) => name !== 'execute translate'));
    expect(adopted).toBe(1);
    expect(spans.find(({ name }) => name === 'unit translate')?.parentSpanId).toBe(stage);
  });

  it('leaves spans of other traces out', () => {
    expect(build([spanOf({ traceId: 'f'.repeat(32) })]).spans).toHaveLength(1);
  });

  it('begins no span after what it holds', () => {
    const early = spanOf({ spanId: 'd'.repeat(16), parentSpanId: stage, startMs: 5 });
    const { spans } = build([...whole, early]);
    expect(spans.find(({ spanId }) => spanId === stage)?.startMs).toBe(5);
    expect(spans[0]?.startMs).toBe(5);
  });

  it('shows the stages and targets that go on', () => {
    const startedAt = '2026-11-21T10:00:01.000Z';
    const running = {
      stage: 'mix',
      language: 'es',
      state: 'running',
      units: 1,
      hits: 0,
      progress: 0,
      computeMs: 0,
      startedAt,
    } as const;
    const { spans } = buildTrace({
      job,
      progress: { ...progress, stages: [running], plans: { 'mix@es': 'q' } },
      told: [],
    });
    expect(spans.map(({ name, endMs }) => [name, endMs])).toEqual([
      ['job localize', undefined],
      ['target es', undefined],
      ['stage mix', undefined],
    ]);
  });
});
