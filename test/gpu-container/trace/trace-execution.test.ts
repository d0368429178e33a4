import { describe, expect, it } from 'vitest';
import type { Delivery } from '../../../gpu-container/src/trace/delivery.js';
import { type ExecutionTrace, traceExecution } from '../../../gpu-container/src/trace/trace-execution.js';
import type { Span } from '../../../pipeline/contracts/span.js';
import type { TaskMessage } from '../../../pipeline/contracts/task-message.js';
import type { TaskResult } from '../../../pipeline/contracts/task-result.js';
import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';
import { taskOf, unitOf } from '../execution/task-fixture.js';

const traceId = '0af7651916cd43dd8448eb211c80319c';
const sender = 'b7ad6b7169203331';
const message: TaskMessage = { ...taskOf([unitOf('a'), unitOf('b')], 0), traceparent: `00-${traceId}-${sender}-01` };
const delivery: Delivery = {
  queue: 'tasks-cpu',
  count: 1,
  enqueuedMs: 1_000,
  readyMs: 1_700,
  receivedMs: 1_750,
  isFirst: true,
};
const done: TaskResult = {
  schemaVersion: 1,
  kind: 'done',
  taskId: message.taskId,
  jobId: message.jobId,
  instanceId: message.instanceId,
  attempt: 1,
};

async function perform(
  work: (trace: ExecutionTrace) => Promise<TaskResult>,
  changed: {
    readonly delivery?: Partial<Delivery>;
    readonly processStartMs?: number;
    readonly task?: TaskMessage;
  } = {},
) {
  const told: Span[] = [];
  let clockMs = 1_750;
  const nowMs = () => {
    clockMs += 10;
    return clockMs;
  };
  const spans = { record: (_: string, more: readonly Span[]) => void told.push(...more), flush: async () => undefined };
  const params = { task: changed.task ?? message, delivery: { ...delivery, ...changed.delivery }, work };
  const result = await traceExecution(params, { spans, nowMs, processStartMs: changed.processStartMs ?? 1_100 }).catch(
    (error: unknown) => error,
  );
  return { told, result, byName: (name: string) => told.find((span) => span.name === name) };
}

describe('an execution in its job’s trace', () => {
  it('of a worker that was started for the task: the wait, the start, the work, all under what sent it', async () => {
    const { told, byName } = await perform(async () => done);

    expect(told.map(({ name, startMs, endMs }) => [name, startMs, endMs])).toEqual([
      ['queue tasks-cpu', 1_000, 1_100],
      ['start worker', 1_100, 1_700],
      ['execute probe', 1_750, 1_760],
    ]);
    expect(new Set(told.map(({ parentSpanId }) => parentSpanId))).toEqual(new Set([sender]));
    expect(byName('execute probe')?.attributes).toMatchObject({
      'polydub.queue_wait_ms': 150,
      'polydub.worker_start_ms': 600,
      'polydub.is_cold': true,
    });
  });

  it('of a worker that was up and waited for the lock of one that died: its start ended when it was ready', async () => {
    const { byName } = await perform(async () => done, { delivery: { receivedMs: 20_000 } });

    expect(byName('start worker')).toMatchObject({ startMs: 1_100, endMs: 1_700 });
    expect(byName('execute probe')?.attributes).toMatchObject({ 'polydub.queue_wait_ms': 18_400 });
  });

  it('of a worker that was there: the wait lasts until it took the message, and nothing was started', async () => {
    const { told, byName } = await perform(async () => done, { processStartMs: 500 });

    expect(told.map(({ name }) => name)).toEqual(['queue tasks-cpu', 'execute probe']);
    expect(byName('queue tasks-cpu')).toMatchObject({ startMs: 1_000, endMs: 1_750 });
    expect(byName('execute probe')?.attributes['polydub.is_cold']).toBe(false);
  });

  it('of a worker that took it after another: no start is told twice, also when it waited from before the start on', async () => {
    const { told, byName } = await perform(async () => done, { delivery: { isFirst: false } });

    expect(told.map(({ name }) => name)).toEqual(['queue tasks-cpu', 'execute probe']);
    expect(byName('queue tasks-cpu')).toMatchObject({ startMs: 1_000, endMs: 1_750 });
    const { attributes } = byName('execute probe') ?? {};
    expect(attributes).toMatchObject({ 'polydub.is_cold': false, 'polydub.queue_wait_ms': 750 });
    expect(attributes).not.toHaveProperty('polydub.worker_start_ms');
  });

  it('tells of each unit, of what it called, and of what failed', async () => {
    const { byName, result } = await perform(async (trace) => {
      await trace.unit(unitOf('a'), async (unit) => {
        const call = { name: 'engine espeak synthesize', kind: 'internal', attributes: {} } as const;
        await unit.call(call, async () => undefined);
        return { memo: 'miss', computeMs: 7, transferMs: 2 };
      });
      await trace.unit(unitOf('b'), async () => {
        throw new PipelineError('engine-failed', 'It stopped.');
      });
      return done;
    });

    expect(result).toBeInstanceOf(PipelineError);
    const unit = byName('unit probe');
    expect(unit).toMatchObject({ parentSpanId: byName('execute probe')?.spanId });
    expect(unit?.attributes).toMatchObject({ 'polydub.memo': 'miss', 'polydub.compute_ms': 7 });
    expect(byName('engine espeak synthesize')?.parentSpanId).toBe(unit?.spanId);
    expect(byName('execute probe')?.failure?.code).toBe('engine-failed');
  });

  it('delivered twice is two executions; the same delivery told twice is one', async () => {
    const idOf = async (count: number) =>
      (await perform(async () => done, { delivery: { count } })).byName('execute probe')?.spanId;

    expect(await idOf(1)).toBe(await idOf(1));
    expect(await idOf(2)).not.toBe(await idOf(1));
  });

  it('without a trace in its message lies under the job', async () => {
    const { traceparent: _, ...old } = message;
    const { told } = await perform(async () => done, { task: old });
    expect(told.every((span) => span.traceId !== traceId && span.parentSpanId !== undefined)).toBe(true);
  });

  it('waits no negative time where two clocks disagree', async () => {
    const { byName } = await perform(async () => done, { delivery: { enqueuedMs: 9_000 } });
    expect(byName('queue tasks-cpu')).toMatchObject({ startMs: 9_000, endMs: 9_000 });
  });
});
