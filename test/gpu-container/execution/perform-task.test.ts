import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type PerformTaskDeps, performTask } from '../../../gpu-container/src/execution/perform-task.js';
import type { TaskResult } from '../../../pipeline/contracts/task-result.js';
import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';
import { taskOf, unitOf } from './task-fixture.js';

const task = () => taskOf([unitOf('a'), unitOf('b'), unitOf('c')], Date.now());

function deps(changed: Partial<PerformTaskDeps>) {
  const sent: TaskResult[] = [];
  return {
    sent,
    runUnit: async (_: unknown, onProgress: (fraction: number) => void) => onProgress(1),
    send: async (result: TaskResult) => {
      sent.push(result);
    },
    isCancelled: async () => false,
    concurrency: 2,
    shutdown: new AbortController().signal,
    now: Date.now,
    ...changed,
  };
}

/** A unit that works until it is told to stop. */
const untilAborted: PerformTaskDeps['runUnit'] = (_, onProgress, signal) =>
  new Promise((_resolve, reject) => {
    onProgress(0.5);
    signal.addEventListener('abort', () => reject(signal.reason));
  });

describe('performTask', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('runs every unit and says done', async () => {
    const ran: string[] = [];
    const result = await performTask(task(), deps({ runUnit: async (unit) => void ran.push(unit.unitKey[0] ?? '') }));

    expect(result.kind).toBe('done');
    expect(ran.sort()).toEqual(['a', 'b', 'c']);
  });

  it('returns a permanent failure as data and stops the other units', async () => {
    const runUnit: PerformTaskDeps['runUnit'] = async (unit, onProgress, signal) => {
      if (unit.unitKey.startsWith('a')) throw new PipelineError('no-audio', 'silent film');
      await untilAborted(unit, onProgress, signal);
    };

    const result = await performTask(task(), deps({ runUnit }));

    expect(result).toMatchObject({ kind: 'failed', failure: { code: 'no-audio', message: 'silent film' } });
  });

  it('throws what may heal, so that the message is delivered again', async () => {
    const runUnit = async () => {
      throw new Error('the disk is full');
    };
    await expect(performTask(task(), deps({ runUnit }))).rejects.toThrow('the disk is full');
  });

  it('sends a beat when there is progress, and no second one without more', async () => {
    const world = deps({ runUnit: untilAborted });
    const done = performTask(task(), world).catch(() => undefined);

    await vi.advanceTimersByTimeAsync(6_100);

    expect(world.sent).toMatchObject([{ kind: 'progress', fraction: 1 / 3 }]);
    await vi.advanceTimersByTimeAsync(3_600_000);
    await done;
  });

  it('stops within a beat when the job is cancelled', async () => {
    let isCancelled = false;
    const done = performTask(task(), deps({ runUnit: untilAborted, isCancelled: async () => isCancelled }));
    await vi.advanceTimersByTimeAsync(100);
    isCancelled = true;
    await vi.advanceTimersByTimeAsync(2_000);

    expect(await done).toMatchObject({ kind: 'failed', failure: { code: 'cancelled' } });
  });

  it('does not begin a task of a cancelled job', async () => {
    const runUnit = vi.fn();
    const result = await performTask(task(), deps({ runUnit, isCancelled: async () => true }));

    expect(result).toMatchObject({ kind: 'failed', failure: { code: 'cancelled' } });
    expect(runUnit).not.toHaveBeenCalled();
  });

  it('fails with time-limit at the deadline', async () => {
    const done = performTask(task(), deps({ runUnit: untilAborted }));
    await vi.advanceTimersByTimeAsync(3_600_000);

    expect(await done).toMatchObject({ kind: 'failed', failure: { code: 'time-limit' } });
  });

  it('gives the task back when the replica is asked to stop', async () => {
    const shutdown = new AbortController();
    // as engines do: whatever stopped them, they say cancelled
    const runUnit: PerformTaskDeps['runUnit'] = (unit, onProgress, signal) =>
      untilAborted(unit, onProgress, signal).catch(() => {
        throw new PipelineError('cancelled', 'The engine was stopped.');
      });
    const done = performTask(task(), deps({ runUnit, shutdown: shutdown.signal }));
    const refused = expect(done).rejects.toThrow('asked to stop');
    await vi.advanceTimersByTimeAsync(10);
    shutdown.abort(new Error('asked to stop'));

    await refused;
  });
});
