import type { HostClock } from '../../../local/functions-host/system-clock.js';

interface Alarm {
  readonly atMs: number;
  readonly action: () => void;
}

/** A clock that stands still until it is advanced. */
export class FakeClock implements HostClock {
  #nowMs: number;
  readonly #alarms = new Set<Alarm>();

  constructor(startMs = Date.UTC(2026, 10, 21)) {
    this.#nowMs = startMs;
  }

  /** How many actions wait for their time. */
  get pending(): number {
    return this.#alarms.size;
  }

  now(): number {
    return this.#nowMs;
  }

  schedule(atMs: number, action: () => void): () => void {
    const alarm = { atMs, action };
    this.#alarms.add(alarm);
    if (atMs <= this.#nowMs) setImmediate(() => this.#ring(alarm));
    return () => this.#alarms.delete(alarm);
  }

  /** Moves time forward and rings what has become due, in order. */
  advance(ms: number): void {
    const untilMs = this.#nowMs + ms;
    for (let next = this.#earliest(untilMs); next; next = this.#earliest(untilMs)) {
      this.#nowMs = Math.max(this.#nowMs, next.atMs);
      this.#ring(next);
    }
    this.#nowMs = untilMs;
  }

  #earliest(untilMs: number): Alarm | undefined {
    return [...this.#alarms].filter(({ atMs }) => atMs <= untilMs).sort((a, b) => a.atMs - b.atMs)[0];
  }

  #ring(alarm: Alarm): void {
    if (this.#alarms.delete(alarm)) alarm.action();
  }
}
