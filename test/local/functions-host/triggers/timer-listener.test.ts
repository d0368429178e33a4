import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTimerRuns, type TimerRuns } from '../../../../local/functions-host/triggers/open-timer-runs.js';
import { TimerListener } from '../../../../local/functions-host/triggers/timer-listener.js';
import type { InvokeFunctionParams } from '../../../../local/functions-host/worker/function-invoker.js';
import { eventually } from '../eventually.js';
import { FakeClock } from '../fake-clock.js';

let folder: string;
let clock: FakeClock;
let runs: TimerRuns;
let calls: { readonly isPastDue: boolean; readonly atMs: number }[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'timer-runs-'));
  clock = new FakeClock(Date.UTC(2026, 0, 1));
  calls = [];
  runs = await openTimerRuns(join(folder, 'timers.jsonl'));
});

afterEach(async () => {
  await runs.close();
  await rm(folder, { recursive: true });
});

function listen(overrides: { readonly schedule?: string; readonly runsOnStartup?: boolean } = {}): TimerListener {
  const listener = new TimerListener({
    functionName: 'tick',
    schedule: '0 0 * * * *',
    runsOnStartup: false,
    retryOptions: undefined,
    ...overrides,
    runs,
    clock,
    log: () => undefined,
    invoke: async ({ trigger }: InvokeFunctionParams) => {
      calls.push({ isPastDue: JSON.parse(trigger.json ?? '').IsPastDue, atMs: clock.now() });
      return { invocationId: '' };
    },
  });
  listener.start();
  return listener;
}

describe('a timer', () => {
  it('runs at each of its times', async () => {
    const listener = listen();
    for (const hour of [1, 2, 3]) {
      clock.advance(3600_000);
      await eventually(() => calls.length === hour && clock.pending === 1);
    }
    expect(calls.map(({ atMs }) => (atMs - Date.UTC(2026, 0, 1)) / 3600_000)).toEqual([1, 2, 3]);
    await listener.dispose();
  });

  it('makes up once, past due, for all runs missed while it was down', async () => {
    const first = listen();
    clock.advance(3600_000);
    await eventually(() => clock.pending === 1);
    await first.dispose();
    await runs.close();
    clock.advance(5.5 * 3600_000);

    runs = await openTimerRuns(join(folder, 'timers.jsonl'));
    const second = listen();
    await eventually(() => clock.pending === 1);
    expect(calls.map(({ isPastDue }) => isPastDue)).toEqual([false, true]);
    clock.advance(1800_000);
    await eventually(() => calls.length === 3);
    expect(calls[2]?.isPastDue).toBe(false);
    await second.dispose();
  });

  it('makes up for nothing when no run was missed, or the schedule has changed', async () => {
    const first = listen();
    clock.advance(3600_000);
    await eventually(() => clock.pending === 1);
    await first.dispose();
    clock.advance(600_000);
    await listen().dispose();
    clock.advance(3600_000);
    await listen({ schedule: '0 30 * * * *' }).dispose();
    expect(calls).toHaveLength(1);
  });

  it('runs at startup when it is asked to', async () => {
    const listener = listen({ runsOnStartup: true });
    await eventually(() => calls.length === 1);
    await listener.dispose();
  });

  it('does not run after it has been disposed', async () => {
    await listen().dispose();
    clock.advance(3600_000);
    expect(calls).toEqual([]);
  });
});
