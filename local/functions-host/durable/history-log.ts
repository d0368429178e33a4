import type { HistoryEvent } from './history-event.js';

/** The events of one execution, with their JSON text kept so that no event is serialised in every turn again. */
export class HistoryLog {
  readonly #events: HistoryEvent[];
  #text = '';
  #serialised = 0;

  /** @param events Played events, oldest first. */
  constructor(events: readonly HistoryEvent[] = []) {
    this.#events = [...events];
  }

  get events(): readonly HistoryEvent[] {
    return this.#events;
  }

  /** The events as the inside of a JSON array: comma-separated, empty when there are none. */
  get text(): string {
    const fresh = this.#events.slice(this.#serialised).map((event) => JSON.stringify(event));
    if (fresh.length > 0) this.#text += (this.#text === '' ? '' : ',') + fresh.join(',');
    this.#serialised = this.#events.length;
    return this.#text;
  }

  /** Adds events; they count as played from here on. */
  append(events: readonly HistoryEvent[]): void {
    for (const event of events) this.#events.push({ ...event, IsPlayed: true });
  }

  /** Gives up the kept text of an execution that has ended and will not run again. */
  releaseText(): void {
    this.#text = '';
    this.#serialised = 0;
  }
}
