import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { orchestratorNames } from '../../functions/names.js';
import type { DurableFunctions } from '../../local/functions-host/durable/durable-functions.js';
import { historyEventType } from '../../local/functions-host/durable/history-event.js';
import type { RecordedHistory } from '../../local/functions-host/durable/recorded-history.js';
import { replayHistory } from '../../local/functions-host/durable/replay-history.js';
import { historyNames, packHistory, readHistory, unpackHistory, writeHistory } from './history-file.js';
import { createOrchestratorHarness, loadDurableFunctions } from './orchestrator-harness.js';
import { playScenario, scenarioInstanceId, scenarios, scriptsOf } from './scenarios.js';

const root = join(import.meta.dirname, '..', '..');
let functions: DurableFunctions;

// Before the tests are listed: there is one for every history.
const { UPDATE_HISTORIES: mode } = process.env;
if (mode !== undefined) await record(mode);

beforeAll(async () => {
  functions = await loadDurableFunctions();
});

/** Plays the scenarios and keeps their histories: `missing` only those that have none, otherwise all. */
async function record(mode: string): Promise<void> {
  const known = historyNames();
  for (const [name, scenario] of Object.entries(scenarios)) {
    if (mode === 'missing' && known.includes(name)) continue;
    const harness = await createOrchestratorHarness(scriptsOf(scenario));
    await playScenario(scenario, harness);
    writeHistory(name, await harness.history(scenarioInstanceId));
    await harness.dispose();
  }
  const biome = join(root, 'node_modules', '.bin', 'biome');
  spawnSync(biome, ['format', '--write', join('test', 'functions', 'histories')], { cwd: root });
}

describe('the golden histories', () => {
  it('are there for every scenario', () => {
    expect(historyNames()).toEqual(expect.arrayContaining(Object.keys(scenarios)));
  });

  it.each(Object.values(orchestratorNames))(
    'tell of %s at its best, failing for good, retrying and cancelled',
    (name) => {
      const told = historyNames().filter((each) => each.startsWith(`${name}.`));
      for (const what of ['happy-path', 'activity-fails-for-good', 'retry', 'cancelled']) {
        expect(told.filter((each) => each.startsWith(`${name}.${what}`))).not.toEqual([]);
      }
    },
  );

  it.each(historyNames())('replay on the present code: %s', async (name) => {
    const history = readHistory(name);
    expect(history.orchestrator).toBe(name.split('.')[0]);
    expect(history.turns.at(-1)?.isDone).toBe(true);
    // Replaying asks the code anew after every prefix of the events that ends with a turn.
    expect(await replayHistory(history, functions)).toEqual([]);
  });

  it.each(historyNames())('lose nothing in their files: %s', (name) => {
    const history = readHistory(name);
    expect(unpackHistory(packHistory(history))).toEqual(history);
  });

  it.each(historyNames())('name nothing of the machine they were recorded on: %s', (name) => {
    expect(JSON.stringify(readHistory(name))).not.toMatch(/node_modules|\.ts:\d|file:\/\//);
  });
});

/** The history as it stood after `turns` turns: an orchestration that is still under way. */
function prefix(history: RecordedHistory, turns: number): RecordedHistory {
  const seen = history.turns[turns - 1]?.eventCount ?? 0;
  const next = history.events.findIndex(
    (event, index) => index >= seen && event.EventType === historyEventType.OrchestratorStarted,
  );
  const events = next < 0 ? history.events : history.events.slice(0, next);
  return { ...history, events, turns: history.turns.slice(0, turns) };
}

describe('an orchestration under way', () => {
  const short = historyNames().filter((name) => /^run-(task|stage)\./.test(name));
  it.each(short)('goes on wherever it stands: %s', async (name) => {
    const history = readHistory(name);
    for (let turns = 1; turns <= history.turns.length; turns += 1) {
      expect(await replayHistory(prefix(history, turns), functions)).toEqual([]);
    }
  });

  const long = historyNames().filter((name) => /^localize/.test(name));
  it.each(long)('goes on from its middle: %s', async (name) => {
    const history = readHistory(name);
    const middle = prefix(history, Math.ceil(history.turns.length / 2));
    expect(middle.events.length).toBeLessThan(history.events.length);
    expect(await replayHistory(middle, functions)).toEqual([]);
  });
});

const created: ReadonlySet<number> = new Set([
  historyEventType.TaskScheduled,
  historyEventType.SubOrchestrationInstanceCreated,
  historyEventType.TimerCreated,
]);

/** Faults that a change of an orchestrator's code would bring, put into the history instead. */
const mutations: Readonly<Record<string, (history: RecordedHistory) => RecordedHistory>> = {
  'has another activity': (history) => {
    const at = history.events.findIndex((event) => event.EventType === historyEventType.TaskScheduled);
    return { ...history, events: history.events.with(at, { ...eventAt(history, at), Name: 'renamed' }) };
  },
  'has another order': (history) => {
    const [first = -1, second = -1] = decisionsOf(history);
    const [one, other] = [eventAt(history, first), eventAt(history, second)];
    const events = history.events
      .with(first, { ...other, EventId: one.EventId })
      .with(second, { ...one, EventId: other.EventId });
    return { ...history, events };
  },
  'lacks a decision': (history) => {
    const last = decisionsOf(history).at(-1) ?? -1;
    return { ...history, events: history.events.filter((_, index) => index !== last) };
  },
  'has one decision more': (history) => {
    const last = decisionsOf(history).at(-1) ?? -1;
    const more = { ...eventAt(history, last), EventId: eventAt(history, last).EventId + 1 };
    return { ...history, events: history.events.toSpliced(last + 1, 0, more) };
  },
};

/** Places of the events that record what the orchestrator decided. */
function decisionsOf(history: RecordedHistory): readonly number[] {
  return history.events.flatMap((event, index) => (created.has(event.EventType) ? [index] : []));
}

function eventAt(history: RecordedHistory, index: number): RecordedHistory['events'][number] {
  const event = history.events[index];
  if (event === undefined) throw new Error('The history has no event there: this mutation would prove nothing.');
  return event;
}

/** Long histories tell nothing new here but for one of each orchestrator; an order needs two decisions. */
const mutated = historyNames().filter(
  (name) => /^run-|happy-path/.test(name) && decisionsOf(readHistory(name)).length > 1,
);

describe.each(Object.entries(mutations))('a history that %s', (_, mutate) => {
  it.each(mutated)('is rejected: %s', async (name) => {
    const mismatches = await replayHistory(mutate(readHistory(name)), functions);
    expect(mismatches.map(({ what }) => what)).toContain('decisions');
  });
});

describe('the code of another orchestrator', () => {
  it('is rejected', async () => {
    const history = readHistory('run-stage.happy-path');
    expect(await replayHistory({ ...history, orchestrator: 'localize' }, functions)).not.toEqual([]);
  });
});
