import type { TurnRecord } from './durable-record.js';
import {
  type ExecutionCompletedEvent,
  type HistoryEvent,
  historyEventType,
  type MessageEvent,
} from './history-event.js';

/** The events a turn adds to the history: its beginning, the messages it took, its decisions, its end. */
export function turnEvents(record: TurnRecord, messages: readonly MessageEvent[]): HistoryEvent[] {
  const mark = { EventId: -1, IsPlayed: true, Timestamp: record.at };
  return [
    { EventType: historyEventType.OrchestratorStarted, ...mark },
    ...messages,
    ...record.decisions.map((decision) => ({ ...decision, IsPlayed: true, Timestamp: record.at })),
    ...executionCompleted(record),
    { EventType: historyEventType.OrchestratorCompleted, ...mark },
  ];
}

function executionCompleted({ outcome, at }: TurnRecord): readonly ExecutionCompletedEvent[] {
  if (outcome.kind !== 'ended') return [];
  return [
    {
      EventType: historyEventType.ExecutionCompleted,
      EventId: -1,
      IsPlayed: true,
      Timestamp: at,
      OrchestrationStatus: outcome.status,
      Result: JSON.stringify(outcome.output ?? null),
    },
  ];
}
