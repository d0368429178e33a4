import { describe, expect, it } from 'vitest';
import { createPainter } from '../../../cli/text/create-painter.js';
import { displayWidth } from '../../../cli/text/display-width.js';
import { renderWaterfall } from '../../../cli/trace/render-waterfall.js';
import { summarizeTrace } from '../../../cli/trace/summarize-trace.js';
import type { JobTrace } from '../../../pipeline/contracts/job-trace.js';
import type { Span } from '../../../pipeline/contracts/span.js';

const traceId = '0af7651916cd43dd8448eb211c80319c';
let count = 0;

/** A span between two seconds of the job, under another. */
function span(name: string, [fromS, toS]: readonly [number, number?], more: Partial<Span> = {}): Span {
  count += 1;
  return {
    traceId,
    spanId: count.toString(16).padStart(16, '0'),
    name,
    kind: 'internal',
    service: 'functions',
    startMs: fromS * 1000,
    ...(toS !== undefined && { endMs: toS * 1000 }),
    attributes: {},
    ...more,
  };
}

/** A job of ten seconds: a stage of four units behind a cold worker, and a failed target. */
function sampleTrace(): JobTrace {
  const job = span('job localize', [0, 10]);
  const under = (parent: Span) => ({ parentSpanId: parent.spanId });
  const stage = span('stage synthesize', [1, 6], {
    ...under(job),
    attributes: { 'polydub.engine': 'espeak', 'polydub.units': 4, 'polydub.hits': 1 },
  });
  const send = span('send-task', [1, 1.05], under(stage));
  const cold = { 'polydub.is_cold': true, 'polydub.worker_start_ms': 800, 'polydub.queue_wait_ms': 500 };
  const execute = span('execute synthesize', [2.4, 6], { ...under(send), attributes: cold });
  const units = [0, 1, 2, 3].map((n) =>
    span('unit synthesize', [2.5 + n, 3 + n], {
      ...under(execute),
      attributes: n === 0 ? { 'polydub.memo': 'hit' } : { 'polydub.compute_ms': 400 },
    }),
  );
  const [first = execute] = units;
  const store = span('store artifact', [2.6, 2.7], under(first));
  const failure = { code: 'engine-failed', message: 'It stopped.' };
  const target = span('target es', [7, 10], { ...under(job), failure });
  const queue = span('queue tasks-cpu', [1.1, 1.6], under(send));
  const start = span('start worker', [1.6, 2.4], under(send));
  const spans = [
    job,
    stage,
    send,
    queue,
    start,
    execute,
    ...units.flatMap((unit, n) => (n === 0 ? [unit, store] : [unit])),
    target,
  ];
  return { schemaVersion: 1, jobId: 'job_1', traceId, state: 'completed-with-failures', spans, adopted: 0 };
}

const plain = createPainter({ env: {} }, false);
const render = (trace: JobTrace, isWhole = false, painter = plain) =>
  renderWaterfall({ trace, painter, columns: 100, isWhole, nowMs: 10_000 });

describe('the waterfall of a job', () => {
  it('draws when each thing happened within the job, waiting lighter than work', () => {
    const lines = render(sampleTrace()).split('\n');
    const barOf = (name: string) => lines.find((line) => line.trimStart().startsWith(name))?.match(/[░▒█]+/)?.[0] ?? '';
    const startOf = (name: string) => lines.find((line) => line.trimStart().startsWith(name))?.search(/[░▒█]/) ?? -1;

    expect(barOf('queue tasks-cpu')).toMatch(/^░+$/);
    expect(barOf('start worker')).toMatch(/^▒+$/);
    expect(barOf('job localize')).toMatch(/^█{20,}$/);
    expect(barOf('stage synthesize').length).toBeCloseTo(barOf('job localize').length / 2, -1);
    expect(startOf('target es')).toBeGreaterThan(startOf('execute synthesize'));
    expect(Math.max(...lines.map(displayWidth))).toBeLessThan(110);
  });

  it('says what matters: hits, engine, cold start, failures', () => {
    const text = render(sampleTrace());
    expect(text).toContain('espeak, 1 of 4 from memo');
    expect(text).toContain('cold, ready in 800 ms');
    expect(text).toContain('engine-failed');
    expect(text).toContain('unit synthesize ×4');
    expect(text).not.toContain('store artifact');
    expect(text).not.toContain('\u001b');
  });

  it('draws every span when the whole is asked for', () => {
    const text = render(sampleTrace(), true);
    expect(text.match(/unit synthesize/g)).toHaveLength(4);
    expect(text).toContain('store artifact');
  });

  it('draws what goes on up to now', () => {
    const [job, ...rest] = sampleTrace().spans;
    if (job === undefined) throw new Error('the sample has a root');
    const { endMs: _, ...open } = job;
    expect(render({ ...sampleTrace(), spans: [open, ...rest] })).toMatch(/job localize +10 s .*going on/);
  });

  it('is harmless in a terminal whatever a name says, and has colour on a terminal only', () => {
    const trace = sampleTrace();
    const [job, ...rest] = trace.spans;
    if (job === undefined) throw new Error('the sample has a root');
    const spans = [{ ...job, name: 'job \u001b[2Jlocalize\n' }, ...rest];
    expect(render({ ...trace, spans })).not.toContain('\u001b[2J');
    expect(render(trace, false, createPainter({ env: {} }, true))).toContain('\u001b[32m');
  });
});

describe('what a trace adds up to', () => {
  it('waits, starts, hits, and the time nothing was under way', () => {
    expect(summarizeTrace(sampleTrace(), 10_000)).toEqual({
      tookMs: 10_000,
      idleMs: 10_000 - 5_000 + 50, // nothing lies between the sending and the wait, before and after
      engineMs: 1_200,
      tasks: 1,
      queueMs: 500,
      longestQueueMs: 500,
      coldStarts: 1,
      coldMs: 800,
      units: 4,
      hits: 1,
      failures: 1,
    });
  });
});
