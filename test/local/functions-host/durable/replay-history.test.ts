import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportHistory } from '../../../../local/functions-host/durable/export-history.js';
import { historyEventType as type } from '../../../../local/functions-host/durable/history-event.js';
import type { RecordedHistory } from '../../../../local/functions-host/durable/recorded-history.js';
import { replayHistory } from '../../../../local/functions-host/durable/replay-history.js';
import { createDurableApp, type DurableApp } from '../durable-app.js';
import { createJumpingClock } from '../jumping-clock.js';
import { runToEnd } from '../run-to-end.js';

let app: DurableApp;
let recorded: RecordedHistory;

beforeAll(async () => {
  app = await createDurableApp({ clock: createJumpingClock() });
  await runToEnd(app.engine, 'everything', { n: 1, counter: 'golden' }, 'golden');
  // Through JSON, as a file would.
  recorded = JSON.parse(JSON.stringify(await exportHistory('golden', app)));
});

afterAll(() => app.engine.dispose());

/** The history with one of its events changed. */
function withEvent(find: (event: RecordedHistory['events'][number]) => boolean, change: object): RecordedHistory {
  const index = recorded.events.findIndex(find);
  expect(index).toBeGreaterThanOrEqual(0);
  return { ...recorded, events: recorded.events.map((event, at) => (at === index ? { ...event, ...change } : event)) };
}

describe('a golden history', () => {
  it('holds every turn with what the code answered to it', () => {
    expect(recorded).toMatchObject({
      schemaVersion: 1,
      orchestrator: 'everything',
      instanceId: 'golden',
      input: { n: 1 },
    });
    expect(recorded.turns.length).toBeGreaterThan(10);
    expect(recorded.turns[0]).toMatchObject({ eventCount: 2, isDone: false, customStatus: { stage: 'sequence' } });
    expect(recorded.turns.at(-1)).toMatchObject({ isDone: true, output: { event: 'timeout' } });
  });

  it('replays without a difference on the code that made it', async () => {
    expect(await replayHistory(recorded, app.functions)).toEqual([]);
  });

  it('is exported and replayed for an orchestration that fails, and for one that still waits', async () => {
    await runToEnd(app.engine, 'failing', null, 'golden-failing');
    const failing = await exportHistory('golden-failing', app);
    expect(failing.turns.at(-1)).toMatchObject({ failure: 'orchestrator blew up' });
    expect(await replayHistory(failing, app.functions)).toEqual([]);
    await app.engine.start({ name: 'threeEvents', instanceId: 'golden-waiting', traceParent: '' });
    await app.engine.send('golden-waiting', { EventType: type.EventRaised, Name: 'Event', Input: '1' });
    await runToEnd(app.engine, 'three', 1);
    expect(await replayHistory(await exportHistory('golden-waiting', app), app.functions)).toEqual([]);
  });

  it('is rejected when an activity in it has another name', async () => {
    const changed = withEvent((event) => event['Name'] === 'double', { Name: 'triple' });
    const mismatches = await replayHistory(changed, app.functions);
    expect(mismatches[0]).toMatchObject({
      what: 'decisions',
      expected: [{ Name: 'triple' }],
      actual: [{ Name: 'double' }],
    });
    expect(mismatches.at(-1)).toMatchObject({
      what: 'decisions',
      actual: expect.stringContaining('Non-deterministic'),
    });
  });

  it('is rejected when a result in it is another', async () => {
    const changed = withEvent((event) => event['Result'] === '2', { Result: '3' });
    const mismatches = await replayHistory(changed, app.functions);
    expect(mismatches).toContainEqual(expect.objectContaining({ turn: 2, what: 'actions' }));
  });

  it('is rejected when a completion is missing from it', async () => {
    const index = recorded.events.findIndex((event) => event.EventType === type.TaskCompleted);
    const events = recorded.events.filter((_, at) => at !== index);
    expect(await replayHistory({ ...recorded, events }, app.functions)).not.toEqual([]);
  });

  it('is rejected when the last turn is missing from it', async () => {
    const mismatches = await replayHistory({ ...recorded, turns: recorded.turns.slice(0, -1) }, app.functions);
    expect(mismatches).toContainEqual({
      turn: 0,
      what: 'turns',
      expected: recorded.turns.length - 1,
      actual: recorded.turns.length,
    });
  });

  it('is rejected when the code of its orchestrator has changed', async () => {
    await app.engine.start({ name: 'changeable', instanceId: 'golden-changeable', traceParent: '' });
    await app.engine.send('golden-changeable', { EventType: type.EventRaised, Name: 'Go', Input: null });
    await app.engine.waitForEnd('golden-changeable');
    const history = await exportHistory('golden-changeable', app);
    expect(await replayHistory(history, app.functions)).toEqual([]);
    Object.assign(globalThis, { changeableActivity: 'double' });
    expect(await replayHistory(history, app.functions)).toContainEqual(
      expect.objectContaining({ turn: 1, what: 'decisions' }),
    );
    Object.assign(globalThis, { changeableActivity: undefined });
  });

  it('is refused when it is no history, or the app has no such orchestrator', async () => {
    await expect(replayHistory({ events: [] }, app.functions)).rejects.toThrow('orchestrator');
    await expect(replayHistory({ ...recorded, orchestrator: 'gone' }, app.functions)).rejects.toThrow(
      "no orchestrator function 'gone'",
    );
    await expect(exportHistory('unknown', app)).rejects.toMatchObject({ code: 'not-found' });
  });
});
