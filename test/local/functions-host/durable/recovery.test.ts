import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DurableJournal } from '../../../../local/functions-host/durable/create-volatile-journal.js';
import type { DurableRecord } from '../../../../local/functions-host/durable/durable-record.js';
import { DurableState } from '../../../../local/functions-host/durable/durable-state.js';
import { historyEventType as type } from '../../../../local/functions-host/durable/history-event.js';
import { openJournal } from '../../../../local/journal/open-journal.js';
import { createDurableApp } from '../durable-app.js';
import { eventually } from '../eventually.js';
import { FakeClock } from '../fake-clock.js';
import { runToEnd } from '../run-to-end.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'durable-recovery-'));
});

afterEach(() => rm(folder, { recursive: true }));

function open(): Promise<DurableJournal> {
  return openJournal({ file: join(folder, 'durable.jsonl') });
}

describe('a restarted engine', () => {
  it('knows what has ended and goes on with what has not', async () => {
    const first = (await createDurableApp({ journal: await open() })).engine;
    await runToEnd(first, 'three', 1, 'ended');
    await first.start({ name: 'waits', instanceId: 'waiting', traceParent: '' });
    await eventually(async () => (await first.instance('waiting'))?.customStatus === 'waiting');
    await first.signal('@counter@kept', { op: 'add', input: '5' });
    await eventually(async () => (await first.entity('@counter@kept'))?.exists);
    await first.dispose();

    const second = (await createDurableApp({ journal: await open() })).engine;
    expect(await second.instance('ended')).toMatchObject({ status: 'Completed', output: 4, input: '1' });
    expect(await second.entity('@counter@kept')).toMatchObject({ exists: true, state: '5' });
    await second.send('waiting', { EventType: type.EventRaised, Name: 'Go', Input: '"on"' });
    await second.waitForEnd('waiting');
    expect((await second.instance('waiting'))?.output).toBe('on');
    await second.dispose();
  });

  it('begins an activity again whose result was not yet kept', async () => {
    const first = (await createDurableApp({ journal: await open() })).engine;
    await first.start({ name: 'slowFanOut', instanceId: 'cut-off', input: '{"count":2,"ms":40}', traceParent: '' });
    await eventually(async () => (await first.instance('cut-off'))?.status === 'Running');
    await first.dispose();

    const second = (await createDurableApp({ journal: await open() })).engine;
    await second.waitForEnd('cut-off');
    expect((await second.instance('cut-off'))?.output).toBe('done');
    await second.dispose();
  });

  it('fires a timer that came due while it was down', async () => {
    const clock = new FakeClock();
    const first = (await createDurableApp({ journal: await open(), clock })).engine;
    await first.start({ name: 'sleeps', instanceId: 'sleeper', input: '60000', traceParent: '' });
    await eventually(() => clock.pending === 1);
    await first.dispose();
    clock.advance(120_000);

    const second = (await createDurableApp({ journal: await open(), clock })).engine;
    await second.waitForEnd('sleeper');
    expect((await second.instance('sleeper'))?.output).toBe('2026-11-21T00:02:00.000Z');
    await second.dispose();
  });

  it('does not fire a cancelled timer', async () => {
    const clock = new FakeClock();
    const first = (await createDurableApp({ journal: await open(), clock })).engine;
    await first.start({ name: 'cancelsThenWaits', instanceId: 'racing', traceParent: '' });
    await eventually(() => clock.pending === 1);
    await first.send('racing', { EventType: type.EventRaised, Name: 'First', Input: '1' });
    await eventually(async () => (await first.instance('racing'))?.cancelledTimers.size === 1);
    expect(clock.pending).toBe(0);
    await first.dispose();

    const second = (await createDurableApp({ journal: await open(), clock })).engine;
    expect(clock.pending).toBe(0);
    await second.send('racing', { EventType: type.EventRaised, Name: 'Second', Input: '2' });
    await second.waitForEnd('racing');
    expect((await second.instance('racing'))?.output).toEqual([1, 2]);
    await second.dispose();
  });

  it('refuses a journal of another version', async () => {
    const journal = await open();
    await journal.append({ kind: 'durable-journal', schemaVersion: 99 } as never);
    await journal.close();
    const reopened = await open();
    await expect(createDurableApp({ journal: reopened })).rejects.toThrow('another version');
    await reopened.close();
  });
});

describe('compaction', () => {
  it('shrinks the journal and loses nothing, also what is appended meanwhile', async () => {
    const first = (await createDurableApp({ journal: await open(), compactAboveBytes: 20_000 })).engine;
    await first.start({ name: 'waits', instanceId: 'waiting', traceParent: '' });
    await Promise.all(Array.from({ length: 60 }, (_, n) => runToEnd(first, 'three', n, `three-${n}`)));
    await first.purge(Array.from({ length: 50 }, (_, n) => `three-${n}`));
    await runToEnd(first, 'three', 1, 'last');
    await first.dispose();

    const journal = await open();
    const kinds = new Set(journal.records.map((record) => (record as DurableRecord).kind));
    expect(kinds).toContain('instance');
    const second = (await createDurableApp({ journal })).engine;
    expect(await second.instance('three-1')).toBeUndefined();
    expect(await second.instance('three-59')).toMatchObject({ status: 'Completed', output: 62 });
    expect(await second.instance('last')).toMatchObject({ output: 4 });
    await second.send('waiting', { EventType: type.EventRaised, Name: 'Go', Input: '1' });
    await second.waitForEnd('waiting');
    await second.dispose();
  });

  it('writes a snapshot that leads to the same state', async () => {
    const { engine } = await createDurableApp({ journal: await open() });
    await engine.start({ name: 'collects', instanceId: 'half', traceParent: '' });
    await engine.send('half', { EventType: type.EventRaised, Name: 'Value', Input: '1' });
    await runToEnd(engine, 'loop', 2);
    await engine.signal('@counter@x', { op: 'add', input: '1' });
    await eventually(async () => (await engine.entity('@counter@x'))?.exists);
    await engine.dispose();
    const records = (await open()).records as readonly DurableRecord[];
    const original = new DurableState();
    for (const record of records) original.apply(record);
    const copy = new DurableState();
    for (const record of JSON.parse(JSON.stringify(original.snapshot()))) copy.apply(record);
    expect(copy.snapshot()).toEqual(original.snapshot());
  });
});

describe('a journal that can no longer be written', () => {
  it('stops the engine instead of going on from memory', async () => {
    const failing: DurableJournal = {
      records: [],
      sizeBytes: 0,
      append: () => Promise.reject(new Error('disk full')),
      rewrite: () => Promise.resolve(),
      close: () => Promise.resolve(),
    };
    const { engine, log } = await createDurableApp({ journal: failing });
    await expect(engine.start({ name: 'three', input: '1', traceParent: '' })).rejects.toThrow();
    expect(log).toMatchObject([{ level: 'critical', cause: new Error('disk full') }]);
    await expect(engine.start({ name: 'three', input: '1', traceParent: '' })).rejects.toMatchObject({
      code: 'unavailable',
    });
    await engine.dispose();
  });
});
