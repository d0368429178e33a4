import type { EventRaisedEvent } from './history-event.js';
import { ReplayTask } from './replay-task.js';

/**
 * Matches external events with those who wait for them, as the Durable Functions extension does: names are compared
 * without case, the latest waiter is served first, and events without a waiter are kept in order of arrival.
 */
export class EventWaiters {
  readonly #waiting = new Map<string, ReplayTask[]>();
  readonly #early = new Map<string, EventRaisedEvent[]>();

  /** A task that settles with the next event of this name; an early event settles it at once. */
  wait(eventName: string): ReplayTask {
    const name = eventName.toUpperCase();
    if (this.#early.get(name)?.shift()) return ReplayTask.completed();
    const task = new ReplayTask();
    this.#listFor(this.#waiting, name).push(task);
    return task;
  }

  raise(event: EventRaisedEvent): void {
    const name = event.Name.toUpperCase();
    const task = this.#waiting.get(name)?.pop();
    if (task) task.settle(false);
    else this.#listFor(this.#early, name).push(event);
  }

  /** Events nobody has waited for, which `continueAsNew` hands on to the next execution. */
  unconsumed(): readonly EventRaisedEvent[] {
    return [...this.#early.values()].flat();
  }

  #listFor<Item>(lists: Map<string, Item[]>, name: string): Item[] {
    const existing = lists.get(name);
    if (existing) return existing;
    const created: Item[] = [];
    lists.set(name, created);
    return created;
  }
}
