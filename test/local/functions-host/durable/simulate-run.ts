import type { NewDecision } from '../../../../local/functions-host/durable/decision-ledger.js';
import { type HistoryEvent, historyEventType as type } from '../../../../local/functions-host/durable/history-event.js';
import type { OrchestratorAction } from '../../../../local/functions-host/durable/orchestrator-action.js';
import { replayActions } from '../../../../local/functions-host/durable/replay-actions.js';

export interface SimulatedTurn {
  /** The history up to and with the messages of the turn. */
  readonly historyBefore: readonly HistoryEvent[];
  readonly decisions: readonly NewDecision[];
}

export interface SimulatedRun {
  readonly history: readonly HistoryEvent[];
  readonly turns: readonly SimulatedTurn[];
  readonly isSettled: boolean;
}

type Message = Record<string, unknown>;

/**
 * Plays the world around an orchestration: completes and fails what it decides, in an order and in batches that
 * `choices` picks, raises every event in the end, and stops when nothing is left to happen.
 */
export function simulateRun(actions: readonly OrchestratorAction[], choices: Iterator<number>): SimulatedRun {
  const choose = (below: number): number => (choices.next().value ?? 0) % below;
  const history: HistoryEvent[] = [];
  const turns: SimulatedTurn[] = [];
  let open: Message[] = [];
  let isSettled = false;
  const takeTurn = (messages: readonly Message[]): void => {
    const common = {
      EventId: -1,
      IsPlayed: true,
      Timestamp: new Date(Date.UTC(2026, 0, 1) + turns.length * 1000).toISOString(),
    };
    history.push({ EventType: type.OrchestratorStarted, ...common });
    history.push(...messages.map((message) => ({ ...common, ...message }) as unknown as HistoryEvent));
    const replay = replayActions({ history, actions, instanceId: 'i', executionId: 'e' });
    turns.push({ historyBefore: [...history], decisions: replay.decisions });
    history.push(...replay.decisions.map((decision) => ({ ...common, ...decision }) as HistoryEvent));
    const cancelled = new Set(replay.cancelledTimers);
    open.push(
      ...replay.decisions.filter(({ EventId }) => !cancelled.has(EventId)).flatMap((each) => outcome(each, choose)),
    );
    isSettled = replay.isSettled;
  };
  takeTurn([{ EventType: type.ExecutionStarted }]);
  while (!isSettled) {
    if (open.length === 0) open = ['a', 'b', 'c'].map((Name) => ({ EventType: type.EventRaised, Name, Input: null }));
    const batch = Array.from({ length: 1 + choose(open.length) }, () => open.splice(choose(open.length), 1)).flat();
    takeTurn(batch);
  }
  return { history, turns, isSettled };
}

function outcome(decision: NewDecision, choose: (below: number) => number): readonly Message[] {
  const hasFailed = choose(3) === 0;
  const failure = { TaskScheduledId: decision.EventId, Reason: 'r', Details: 'd' };
  const success = { TaskScheduledId: decision.EventId, Result: 'null' };
  switch (decision.EventType) {
    case type.TaskScheduled:
      return [hasFailed ? { EventType: type.TaskFailed, ...failure } : { EventType: type.TaskCompleted, ...success }];
    case type.SubOrchestrationInstanceCreated:
      return [
        hasFailed
          ? { EventType: type.SubOrchestrationInstanceFailed, ...failure }
          : { EventType: type.SubOrchestrationInstanceCompleted, ...success },
      ];
    case type.TimerCreated:
      return [{ EventType: type.TimerFired, TimerId: decision.EventId, FireAt: decision.FireAt }];
    case type.EventSent: {
      const request = JSON.parse(decision.Input);
      return request.signal ? [] : [{ EventType: type.EventRaised, Name: request.id, Input: '{"result":null}' }];
    }
  }
}
