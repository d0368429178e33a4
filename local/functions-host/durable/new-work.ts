import type { NewDecision } from './decision-ledger.js';
import { historyEventType, type TaskScheduledEvent, type TimerCreatedEvent } from './history-event.js';

/** Activities to run and timers to wait for. */
export interface NewWork {
  readonly activities: readonly Pick<TaskScheduledEvent, 'EventId' | 'Name' | 'Input'>[];
  readonly timers: readonly Pick<TimerCreatedEvent, 'EventId' | 'FireAt'>[];
}

/** The work that a turn's decisions ask for. */
export function newWork(decisions: readonly NewDecision[], cancelledTimers: ReadonlySet<number>): NewWork {
  const activities: NewWork['activities'][number][] = [];
  const timers: NewWork['timers'][number][] = [];
  for (const decision of decisions) {
    if (decision.EventType === historyEventType.TaskScheduled) activities.push(decision);
    if (decision.EventType !== historyEventType.TimerCreated) continue;
    if (!cancelledTimers.has(decision.EventId)) timers.push(decision);
  }
  return { activities, timers };
}
