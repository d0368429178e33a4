import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NewDecision } from '../../../../local/functions-host/durable/decision-ledger.js';
import { type HistoryEvent, historyEventType as type } from '../../../../local/functions-host/durable/history-event.js';
import { NonDeterministicError } from '../../../../local/functions-host/durable/non-deterministic-error.js';
import { actionType, type OrchestratorAction } from '../../../../local/functions-host/durable/orchestrator-action.js';
import { replayActions } from '../../../../local/functions-host/durable/replay-actions.js';
import { actionsArbitrary } from './actions-arbitrary.js';
import { simulateRun } from './simulate-run.js';

const ids = { instanceId: 'i', executionId: 'e' };

function turn(second: number, ...messages: readonly Partial<HistoryEvent>[]): HistoryEvent[] {
  const Timestamp = new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();
  const common = { EventId: -1, IsPlayed: true, Timestamp };
  return [
    { EventType: type.OrchestratorStarted, ...common },
    ...messages.map((each) => ({ ...common, ...each }) as HistoryEvent),
  ];
}

const started: Partial<HistoryEvent> = { EventType: type.ExecutionStarted };

function asEvents(decisions: readonly NewDecision[]): Partial<HistoryEvent>[] {
  return decisions.map((decision) => ({ ...decision }));
}

function activity(functionName: string): OrchestratorAction {
  return { actionType: actionType.CallActivity, functionName, input: 1 };
}

const twoAttempts = { firstRetryIntervalInMilliseconds: 1000, maxNumberOfAttempts: 2 };
const retried: OrchestratorAction = {
  actionType: actionType.CallActivityWithRetry,
  functionName: 'flaky',
  retryOptions: twoAttempts,
};

describe('replayActions', () => {
  it('decides only the first of two activities that are awaited one after the other', () => {
    const { decisions, isSettled } = replayActions({
      history: turn(0, started),
      actions: [activity('a'), activity('b')],
      ...ids,
    });
    expect(decisions).toEqual([{ EventType: type.TaskScheduled, EventId: 0, Name: 'a', Version: '', Input: '[1]' }]);
    expect(isSettled).toBe(false);
  });

  it('numbers the branches of a fan-out depth first', () => {
    const all: OrchestratorAction = {
      actionType: actionType.WhenAll,
      compoundActions: [
        activity('a'),
        { actionType: actionType.WhenAny, compoundActions: [activity('b'), activity('c')] },
        activity('d'),
      ],
    };
    const { decisions } = replayActions({ history: turn(0, started), actions: [all], ...ids });
    expect(decisions.map((decision) => ('Name' in decision ? [decision.EventId, decision.Name] : []))).toEqual([
      [0, 'a'],
      [1, 'b'],
      [2, 'c'],
      [3, 'd'],
    ]);
  });

  it('derives the id of an unnamed sub-orchestration from the execution and the event id', () => {
    const child: OrchestratorAction = { actionType: actionType.CallSubOrchestrator, functionName: 'child' };
    const { decisions } = replayActions({ history: turn(0, started), actions: [child], ...ids });
    expect(decisions[0]).toMatchObject({ InstanceId: 'e:0', Input: 'null' });
  });

  it('waits with a timer between attempts and adds one that is due at once after the last', () => {
    const first = turn(
      0,
      started,
      ...asEvents(replayActions({ history: turn(0, started), actions: [retried], ...ids }).decisions),
    );
    const failure = { EventType: type.TaskFailed, Reason: 'r', Details: 'd' };
    const second = [...first, ...turn(1, { ...failure, TaskScheduledId: 0 } as Partial<HistoryEvent>)];
    const afterFirst = replayActions({ history: second, actions: [retried], ...ids }).decisions;
    expect(afterFirst).toEqual([{ EventType: type.TimerCreated, EventId: 1, FireAt: '2026-01-01T00:00:02.000Z' }]);

    const fired = { EventType: type.TimerFired, TimerId: 1, FireAt: '' } as Partial<HistoryEvent>;
    const third = [...second, ...asEvents(afterFirst), ...turn(2, fired)] as HistoryEvent[];
    const again = replayActions({ history: third, actions: [retried], ...ids }).decisions;
    expect(again).toMatchObject([{ EventType: type.TaskScheduled, EventId: 2 }]);

    const fourth = [
      ...third,
      ...asEvents(again),
      ...turn(3, { ...failure, TaskScheduledId: 2 } as Partial<HistoryEvent>),
    ];
    const last = replayActions({ history: fourth as HistoryEvent[], actions: [retried], ...ids });
    expect(last.decisions).toEqual([{ EventType: type.TimerCreated, EventId: 3, FireAt: '2026-01-01T00:00:03.000Z' }]);
    expect(last.isSettled).toBe(false);
  });

  it('gives a cancelled timer its id and goes on without waiting for it', () => {
    const timer: OrchestratorAction = {
      actionType: actionType.CreateTimer,
      fireAt: '2026-01-02T00:00:00Z',
      isCanceled: true,
    };
    const { decisions, cancelledTimers } = replayActions({
      history: turn(0, started),
      actions: [timer, activity('a')],
      ...ids,
    });
    expect(decisions.map(({ EventId }) => EventId)).toEqual([0, 1]);
    expect(cancelledTimers).toEqual([0]);
  });

  it('serves the latest of two waiters first and keeps events nobody waits for', () => {
    const wait: OrchestratorAction = { actionType: actionType.WaitForExternalEvent, externalEventName: 'Go' };
    const raised = (Input: string) => ({ EventType: type.EventRaised, Name: 'GO', Input }) as Partial<HistoryEvent>;
    const history = turn(0, started, raised('1'), raised('2'));
    const { unconsumedEvents, isSettled } = replayActions({ history, actions: [wait], ...ids });
    expect(isSettled).toBe(true);
    expect(unconsumedEvents).toMatchObject([{ Input: '2' }]);
  });

  it('refuses a history in which another activity was scheduled under the same id', () => {
    const recorded = asEvents(replayActions({ history: turn(0, started), actions: [activity('a')], ...ids }).decisions);
    const history = turn(0, started, ...recorded);
    expect(() => replayActions({ history, actions: [activity('b')], ...ids })).toThrow(
      "Non-deterministic orchestrator: the history has activity 'a', the replay decided activity 'b' (event 0).",
    );
  });

  it('refuses a history with a decision that the code no longer takes', () => {
    const recorded = asEvents(replayActions({ history: turn(0, started), actions: [activity('a')], ...ids }).decisions);
    const history = turn(0, started, ...recorded);
    expect(() => replayActions({ history, actions: [], ...ids })).toThrow(
      "the history has activity 'a', the replay did not decide it",
    );
  });

  it('decides nothing again when its own decisions are in the history, whatever the order of completions', () => {
    fc.assert(
      fc.property(actionsArbitrary, fc.infiniteStream(fc.nat()), (actions, choices) => {
        const run = simulateRun(actions, choices);
        expect(run.isSettled).toBe(true);
        expect(replayActions({ history: run.history, actions, ...ids }).decisions).toEqual([]);
        const numbers = run.turns.flatMap(({ decisions }) => decisions.map(({ EventId }) => EventId));
        expect(numbers).toEqual(numbers.map((_, index) => index));
      }),
    );
  });

  it('decides over every prefix of a history what was decided then', () => {
    fc.assert(
      fc.property(actionsArbitrary, fc.infiniteStream(fc.nat()), (actions, choices) => {
        for (const { historyBefore, decisions } of simulateRun(actions, choices).turns) {
          expect(replayActions({ history: historyBefore, actions, ...ids }).decisions).toEqual(decisions);
        }
      }),
    );
  });

  it('notices any recorded decision that has been tampered with', () => {
    fc.assert(
      fc.property(actionsArbitrary, fc.infiniteStream(fc.nat()), fc.nat(), (actions, choices, pick) => {
        const { history } = simulateRun(actions, choices);
        const named = history.filter((event) => event.EventType === type.TaskScheduled);
        fc.pre(named.length > 0);
        const victim = named[pick % named.length];
        const tampered = history.map((event) => (event === victim ? { ...event, Name: 'another' } : event));
        expect(() => replayActions({ history: tampered as HistoryEvent[], actions, ...ids })).toThrow(
          NonDeterministicError,
        );
      }),
    );
  });
});
