import { afterEach, describe, expect, it } from 'vitest';
import type { DurableEngine } from '../../../../local/functions-host/durable/durable-engine.js';
import { historyEventType as type } from '../../../../local/functions-host/durable/history-event.js';
import { createDurableApp, type DurableAppParams } from '../durable-app.js';
import { eventually } from '../eventually.js';
import { FakeClock } from '../fake-clock.js';
import { createJumpingClock } from '../jumping-clock.js';
import { runToEnd } from '../run-to-end.js';

const engines: DurableEngine[] = [];
const traceParent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

async function engineWith(params: DurableAppParams = {}): Promise<DurableEngine> {
  const { engine } = await createDurableApp(params);
  engines.push(engine);
  return engine;
}

function start(engine: DurableEngine, name: string, instanceId: string, input: unknown = null): Promise<string> {
  return engine.start({ name, instanceId, input: JSON.stringify(input), traceParent });
}

function raise(engine: DurableEngine, instanceId: string, Name: string, data: unknown): Promise<void> {
  return engine.send(instanceId, { EventType: type.EventRaised, Name, Input: JSON.stringify(data) });
}

async function untilWaiting(engine: DurableEngine, instanceId: string): Promise<void> {
  await eventually(
    async () => (await engine.instance(instanceId))?.customStatus === 'waiting',
    `${instanceId} to wait`,
  );
}

async function untilStatus(engine: DurableEngine, instanceId: string, status: string): Promise<void> {
  await eventually(async () => (await engine.instance(instanceId))?.status === status, `${instanceId} to be ${status}`);
}

afterEach(async () => {
  await Promise.all(engines.splice(0).map((engine) => engine.dispose()));
});

describe('an orchestration that uses everything', () => {
  const expected = {
    sequence: 4,
    fanOut: [2, 4, 6, 8, 10],
    retry: 'ok after 2 failures',
    exhausted: "Activity function 'alwaysFails' failed: boom",
    failure: "Activity function 'alwaysFails' failed: boom",
    child: 42,
    childFailure: "Orchestrator function 'child' failed: child failed on purpose",
    nothing: 'was null',
    text: 'text "quoted"',
    numberText: '5',
    counter: 5,
    guid: expect.stringMatching(/^[0-9a-f-]{36}$/),
  };

  it('completes when its event arrives', async () => {
    const engine = await engineWith();
    await start(engine, 'everything', 'all-1', { n: 1, counter: 'all-1' });
    await eventually(
      async () => JSON.stringify((await engine.instance('all-1'))?.customStatus) === '{"stage":"waiting"}',
    );
    await raise(engine, 'all-1', 'Approve', { ok: true });
    await engine.waitForEnd('all-1');
    const instance = await engine.instance('all-1');
    expect(instance).toMatchObject({ status: 'Completed', customStatus: { stage: 'done' } });
    expect(instance?.output).toEqual({ ...expected, event: { ok: true } });
  });

  it('completes when its timer fires first', async () => {
    const engine = await engineWith({ clock: createJumpingClock() });
    const { status, output } = await runToEnd(engine, 'everything', { n: 1, counter: 'all-2' }, 'all-2');
    expect(status).toBe('Completed');
    expect(output).toEqual({ ...expected, event: 'timeout' });
  });
});

describe('time', () => {
  it('fires a timer at its time and not before', async () => {
    const clock = new FakeClock();
    const engine = await engineWith({ clock });
    await start(engine, 'sleeps', 'sleeper', 60_000);
    await eventually(() => clock.pending === 1);
    clock.advance(59_999);
    expect((await engine.instance('sleeper'))?.status).toBe('Running');
    clock.advance(1);
    await engine.waitForEnd('sleeper');
    expect((await engine.instance('sleeper'))?.output).toBe('2026-11-21T00:01:00.000Z');
  });

  it('does not split a timer of a hundred days', async () => {
    const clock = new FakeClock();
    const engine = await engineWith({ clock });
    const days = 100 * 24 * 3600 * 1000;
    await start(engine, 'sleeps', 'long-sleeper', days);
    await eventually(() => clock.pending === 1);
    clock.advance(days);
    await engine.waitForEnd('long-sleeper');
    expect((await engine.instance('long-sleeper'))?.status).toBe('Completed');
  });
});

describe('starting', () => {
  it('refuses an orchestrator that does not exist', async () => {
    const engine = await engineWith();
    await expect(start(engine, 'nope', 'x')).rejects.toMatchObject({ code: 'request-invalid' });
  });

  it.each(['@entity@like', 'a/b', 'a#b', 'x'.repeat(101)])('refuses the instance id %s', async (id) => {
    const engine = await engineWith();
    await expect(start(engine, 'three', id, 1)).rejects.toMatchObject({ code: 'request-invalid' });
  });

  it('refuses the id of an instance that is running, and starts anew under that of one that has ended', async () => {
    const engine = await engineWith();
    await start(engine, 'waits', 'again');
    await untilWaiting(engine, 'again');
    await expect(start(engine, 'three', 'again', 1)).rejects.toMatchObject({ code: 'conflict' });
    await raise(engine, 'again', 'Go', 'gone');
    await engine.waitForEnd('again');
    const instance = await runToEnd(engine, 'three', 1, 'again');
    expect(instance).toMatchObject({ name: 'three', status: 'Completed', output: 4 });
  });

  it('finds orchestrators without regard to case', async () => {
    const engine = await engineWith();
    expect(await runToEnd(engine, 'THREE', 1)).toMatchObject({ name: 'three', output: 4 });
  });
});

describe('failures', () => {
  it('fails an instance whose code throws, with the message', async () => {
    const engine = await engineWith();
    const { status, output } = await runToEnd(engine, 'failing');
    expect({ status, output }).toEqual({
      status: 'Failed',
      output: "Orchestrator function 'failing' failed: orchestrator blew up",
    });
  });

  it('fails the call of an activity or a sub-orchestrator that does not exist', async () => {
    const engine = await engineWith();
    expect((await runToEnd(engine, 'callsMissingActivity')).output).toContain("no activity function 'noSuchActivity'");
    expect((await runToEnd(engine, 'callsMissingOrchestrator')).output).toContain(
      "no orchestrator function 'noSuchOrchestrator'",
    );
  });

  it('fails a sub-orchestration under an id that is in use, instead of waiting for ever', async () => {
    const engine = await engineWith();
    await start(engine, 'waits', 'in-use');
    await untilWaiting(engine, 'in-use');
    const { output } = await runToEnd(engine, 'waitsOn', 'in-use');
    expect(output).toContain("'in-use' is already running");
  });

  it('fails an orchestrator that asks for what this host lacks, and says so', async () => {
    const engine = await engineWith();
    const { status, output } = await runToEnd(engine, 'callsHttp');
    expect(status).toBe('Failed');
    expect(output).toContain('This host does not support the action CallHttp (8).');
  });

  it('fails an instance whose code has changed under it', async () => {
    const engine = await engineWith();
    await start(engine, 'changeable', 'changed');
    await eventually(async () =>
      (await engine.instance('changed'))?.history.events.some(({ EventType }) => EventType === type.TaskCompleted),
    );
    Object.assign(globalThis, { changeableActivity: 'double' });
    await raise(engine, 'changed', 'Go', null);
    await engine.waitForEnd('changed');
    const instance = await engine.instance('changed');
    expect(instance?.status).toBe('Failed');
    expect(instance?.output).toContain("the history has activity 'addOne', the replay decided activity 'double'");
  });

  it('fails an instance whose code has left a step out', async () => {
    const engine = await engineWith();
    await start(engine, 'forgetful', 'forgot');
    await eventually(async () =>
      (await engine.instance('forgot'))?.history.events.some(({ EventType }) => EventType === type.TaskCompleted),
    );
    Object.assign(globalThis, { forgetfulHasForgotten: true });
    await raise(engine, 'forgot', 'Go', null);
    await engine.waitForEnd('forgot');
    expect((await engine.instance('forgot'))?.output).toContain(
      "the history has activity 'addOne', the replay did not decide it",
    );
  });
});

describe('external events', () => {
  it('keeps events that arrive before anyone waits, in order', async () => {
    const engine = await engineWith();
    await start(engine, 'threeEvents', 'early');
    for (const value of [1, 2, 3]) await raise(engine, 'early', 'Event', value);
    await engine.waitForEnd('early');
    expect((await engine.instance('early'))?.output).toEqual([1, 2, 3]);
  });

  it('carries events nobody waited for over to the next execution', async () => {
    const engine = await engineWith();
    await start(engine, 'collects', 'collector');
    for (const value of ['a', 'b', 'c']) await raise(engine, 'collector', 'Value', value);
    await engine.waitForEnd('collector');
    expect((await engine.instance('collector'))?.output).toEqual(['a', 'b', 'c']);
  });
});

describe('starting over', () => {
  it('runs as a new execution under the same id', async () => {
    const engine = await engineWith();
    const first = await start(engine, 'loop', 'looping', 3);
    const { executionId } = (await engine.instance(first)) ?? {};
    await engine.waitForEnd(first);
    const instance = await engine.instance(first);
    expect(instance).toMatchObject({ status: 'Completed', output: 'looped', input: '0' });
    expect(instance?.executionId).not.toBe(executionId);
  });

  it('gives no result of an ended execution to the next one', async () => {
    const engine = await engineWith();
    expect((await runToEnd(engine, 'leavesWorkBehind', 1)).output).toBe(60);
  });
});

describe('control', () => {
  it('terminates with the reason as output, and tells the parent', async () => {
    const engine = await engineWith();
    await start(engine, 'waitsOn', 'parent', 'to-terminate');
    await untilWaiting(engine, 'to-terminate');
    await engine.send('to-terminate', { EventType: type.ExecutionTerminated, Input: 'enough' });
    await engine.waitForEnd('parent');
    expect(await engine.instance('to-terminate')).toMatchObject({ status: 'Terminated', output: 'enough' });
    expect(await engine.instance('parent')).toMatchObject({ status: 'Completed', output: 'enough' });
  });

  it('holds the messages of a suspended instance until it is resumed', async () => {
    const engine = await engineWith();
    await start(engine, 'waits', 'suspended');
    await untilWaiting(engine, 'suspended');
    await engine.send('suspended', { EventType: type.ExecutionSuspended, Input: null });
    await untilStatus(engine, 'suspended', 'Suspended');
    await raise(engine, 'suspended', 'Go', 'now');
    await runToEnd(engine, 'three', 1);
    expect((await engine.instance('suspended'))?.status).toBe('Suspended');
    await engine.send('suspended', { EventType: type.ExecutionResumed, Input: null });
    await engine.waitForEnd('suspended');
    expect(await engine.instance('suspended')).toMatchObject({ status: 'Completed', output: 'now' });
  });

  it('terminates a suspended instance', async () => {
    const engine = await engineWith();
    await start(engine, 'waits', 'suspended-2');
    await engine.send('suspended-2', { EventType: type.ExecutionSuspended, Input: null });
    await untilStatus(engine, 'suspended-2', 'Suspended');
    await engine.send('suspended-2', { EventType: type.ExecutionTerminated, Input: 'off' });
    await engine.waitForEnd('suspended-2');
    expect((await engine.instance('suspended-2'))?.status).toBe('Terminated');
  });

  it('forgets purged instances and releases those who wait for their end', async () => {
    const engine = await engineWith();
    await start(engine, 'waits', 'purged');
    await untilWaiting(engine, 'purged');
    const end = engine.waitForEnd('purged');
    expect(await engine.purge(['purged', 'unknown'])).toBe(1);
    await end;
    expect(await engine.instance('purged')).toBeUndefined();
  });
});

describe('concurrency', () => {
  it('runs no more activities at once than allowed', async () => {
    Object.assign(globalThis, { slowMostRunning: 0 });
    const engine = await engineWith({ maxConcurrentActivities: 3 });
    await runToEnd(engine, 'slowFanOut', { count: 12, ms: 5 });
    expect(globalThis).toMatchObject({ slowMostRunning: 3 });
  });

  it('gathers the completions of a wide fan-out in few turns', async () => {
    const engine = await engineWith();
    const { output, history } = await runToEnd(engine, 'fanOut', 500);
    expect(output).toBe(249_500);
    const turns = history.events.filter(({ EventType }) => EventType === type.OrchestratorStarted).length;
    expect(turns).toBeLessThan(250);
  });
});

describe('activities', () => {
  it('know the instance that called them and belong to its trace', async () => {
    const engine = await engineWith();
    await start(engine, 'asksActivities', 'asking');
    await engine.waitForEnd('asking');
    const { output } = (await engine.instance('asking')) ?? {};
    expect(output).toEqual({
      instance: 'asking',
      trace: expect.stringContaining('-0af7651916cd43dd8448eb211c80319c-'),
    });
    expect(output).not.toMatchObject({ trace: traceParent });
  });
});

describe('entities', () => {
  it('keep their state, and forward signals to each other', async () => {
    const engine = await engineWith();
    await engine.signal('@counter@one', { op: 'add', input: '3' });
    await engine.signal('@counter@one', { op: 'add', input: '4' });
    await engine.signal('@counter@one', { op: 'forward', input: '"two"' });
    const two = await eventually(async () => {
      const entity = await engine.entity('@counter@two');
      return entity?.exists && entity;
    });
    expect(two.state).toBe('7');
  });

  it('answer callers, also when an operation or the whole entity fails', async () => {
    const engine = await engineWith();
    expect((await runToEnd(engine, 'callsEntity', { key: 'k', operation: 'get' })).output).toEqual({ value: 0 });
    expect((await runToEnd(engine, 'callsEntity', { key: 'k', operation: 'fail' })).output).toEqual({ failed: true });
    expect((await runToEnd(engine, 'callsMissingEntity')).output).toContain("no entity function 'nosuchentity'");
  });

  it('can be destroyed', async () => {
    const engine = await engineWith();
    await engine.signal('@counter@gone', { op: 'add', input: '1' });
    await engine.signal('@counter@gone', { op: 'reset' });
    await eventually(async () => (await engine.entity('@counter@gone'))?.inbox.length === 0);
    expect((await engine.entity('@counter@gone'))?.exists).toBe(false);
  });
});
