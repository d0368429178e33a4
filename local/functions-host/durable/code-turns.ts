import { type HistoryEvent, historyEventType } from './history-event.js';

/** One turn of a history in which the orchestrator's code ran. */
export interface CodeTurn {
  /** Events before the turn. */
  readonly past: readonly HistoryEvent[];
  /** The beginning of the turn and its messages: what the code sees new. */
  readonly fresh: readonly HistoryEvent[];
  /** Decisions of the turn, as recorded. */
  readonly decided: readonly HistoryEvent[];
}

const BOUNDARIES: ReadonlySet<number> = new Set([
  historyEventType.TaskScheduled,
  historyEventType.SubOrchestrationInstanceCreated,
  historyEventType.TimerCreated,
  historyEventType.EventSent,
  historyEventType.ExecutionCompleted,
  historyEventType.OrchestratorCompleted,
]);

const NOT_FOR_CODE: ReadonlySet<number> = new Set([
  historyEventType.OrchestratorStarted,
  historyEventType.ExecutionSuspended,
  historyEventType.ExecutionResumed,
]);

/** Cuts a history into the turns in which code ran: suspending, resuming and terminating run none. */
export function codeTurns(events: readonly HistoryEvent[]): readonly CodeTurn[] {
  const begins = events.flatMap((event, index) =>
    event.EventType === historyEventType.OrchestratorStarted ? [index] : [],
  );
  return begins.flatMap((begin, turn) => {
    const all = events.slice(begin, begins[turn + 1]);
    const firstDecided = all.findIndex((event) => BOUNDARIES.has(event.EventType));
    const fresh = firstDecided < 0 ? all : all.slice(0, firstDecided);
    const decided = firstDecided < 0 ? [] : all.slice(firstDecided);
    const isTerminated = fresh.some((event) => event.EventType === historyEventType.ExecutionTerminated);
    const hasWork = fresh.some((event) => !NOT_FOR_CODE.has(event.EventType));
    return hasWork && !isTerminated ? [{ past: events.slice(0, begin), fresh, decided }] : [];
  });
}
