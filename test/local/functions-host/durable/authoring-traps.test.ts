/** What orchestrators must not do, and how it shows: here as on Azure, so that nobody learns it there first. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DurableEngine } from '../../../../local/functions-host/durable/durable-engine.js';
import { historyEventType as type } from '../../../../local/functions-host/durable/history-event.js';
import { createDurableApp } from '../durable-app.js';
import { eventually } from '../eventually.js';
import { FakeClock } from '../fake-clock.js';
import { runToEnd } from '../run-to-end.js';

let engine: DurableEngine;
let clock: FakeClock;

beforeAll(async () => {
  clock = new FakeClock();
  engine = (await createDurableApp({ clock })).engine;
});

afterAll(() => engine.dispose());

async function scheduled(instanceId: string): Promise<number> {
  const events = (await engine.instance(instanceId))?.history.events ?? [];
  return events.filter(({ EventType }) => EventType === type.TaskScheduled).length;
}

describe('waiting for a task in a second Task.any', () => {
  it('runs its activity again, and the next activity gets the result of another one', async () => {
    const { output } = await runToEnd(engine, 'trapDrain', null, 'drain');
    expect(output).toMatchObject({ next: 4 }); // and not 101
    expect((await runToEnd(engine, 'countsOf', 'drain')).output).toEqual([1, 2, 3]);
  });

  it('leaves the instance stuck when the task is a timer', async () => {
    await engine.start({ name: 'trapTimerReuse', instanceId: 'stuck', input: null, traceParent: '' });
    await eventually(async () => (await scheduled('stuck')) >= 2);
    await runToEnd(engine, 'countsOf', 'drain');
    clock.advance(3_600_000);
    await runToEnd(engine, 'countsOf', 'drain');
    expect(await engine.instance('stuck')).toMatchObject({ status: 'Running', inbox: [] });
  });

  it('does no harm when the task is an external event', async () => {
    const { pending } = clock;
    await engine.start({ name: 'reyieldsEvent', instanceId: 'reyield', input: null, traceParent: '' });
    await eventually(() => clock.pending > pending);
    clock.advance(1_000);
    await runToEnd(engine, 'countsOf', 'drain');
    for (const value of ['first', 'second']) {
      await engine.send('reyield', { EventType: type.EventRaised, Name: 'Event', Input: JSON.stringify(value) });
      await runToEnd(engine, 'countsOf', 'drain');
    }
    await engine.waitForEnd('reyield');
    expect((await engine.instance('reyield'))?.output).toEqual([false, true, 'first', 'second']);
  });
});

describe('the safe form', () => {
  it('yields the compound once and then each task alone', async () => {
    expect((await runToEnd(engine, 'safeAnyThenEach')).output).toEqual([2, 4, 101]);
  });
});

describe('mixing retries with a fail-fast Task.all', () => {
  it('makes the SDK and the host disagree about ids, so the next step hangs or goes wrong', async () => {
    await engine.start({ name: 'trapRetryInAll', instanceId: 'mixed', input: null, traceParent: '' });
    await eventually(async () => (await scheduled('mixed')) >= 2);
    for (let minute = 0; minute < 4; minute += 1) {
      await runToEnd(engine, 'countsOf', 'drain');
      clock.advance(60_000);
      await runToEnd(engine, 'countsOf', 'drain');
    }
    const { status, output } = (await engine.instance('mixed')) ?? {};
    expect({ status, output }).not.toEqual({ status: 'Completed', output: 101 });
  });
});

describe('event names', () => {
  it('are told apart by case in the code, so another casing is never seen by it', async () => {
    await engine.start({ name: 'waits', instanceId: 'casing', input: null, traceParent: '' });
    await eventually(async () => (await engine.instance('casing'))?.customStatus === 'waiting');
    await engine.send('casing', { EventType: type.EventRaised, Name: 'go', Input: '1' });
    await runToEnd(engine, 'countsOf', 'drain');
    expect((await engine.instance('casing'))?.status).toBe('Running');
  });
});
