import type { Instance } from './durable-state.js';
import { isCreatedEvent } from './is-created-event.js';
import { type NewWork, newWork } from './new-work.js';

/**
 * The activities and timers whose outcome an instance still waits for; what a restarted host must begin again.
 * Derived from the history and the inbox, so that nothing about running work has to be stored.
 */
export function outstandingWork({ history, inbox, cancelledTimers }: Instance): NewWork {
  const settled = new Set<number>();
  for (const event of [...history.events, ...inbox]) {
    if ('TaskScheduledId' in event) settled.add(event.TaskScheduledId);
    if ('TimerId' in event) settled.add(event.TimerId);
  }
  const open = history.events.filter(isCreatedEvent).filter((event) => !settled.has(event.EventId));
  return newWork(open, cancelledTimers);
}
