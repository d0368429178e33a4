import type { HostClock } from '../../local/functions-host/system-clock.js';

/** Pauses up to this long are the host's own, between attempts: nobody waits for them. In ms. */
const LONGEST_PAUSE_MS = 10 * 60_000;

interface Alarm {
  readonly atMs: number;
  readonly action: () => void;
}

/** A clock that jumps over pauses between attempts and stands still before a silence, until that is asked to pass. */
export class HarnessClock implements HostClock {
  #nowMs = Date.UTC(2026, 10, 21);
  readonly #silences = new Set<Alarm>();

  /** How many silences are waited for. */
  get silences(): number {
    return this.#silences.size;
  }

  now(): number {
    return this.#nowMs;
  }

  schedule(atMs: number, action: () => void): () => void {
    if (atMs - this.#nowMs > LONGEST_PAUSE_MS) {
      const alarm = { atMs, action };
      this.#silences.add(alarm);
      return () => this.#silences.delete(alarm);
    }
    const immediate = setImmediate(() => {
      this.#nowMs = Math.max(this.#nowMs, atMs);
      action();
    });
    return () => clearImmediate(immediate);
  }

  /** Lets the silence that ends first pass. */
  passSilence(): void {
    const [first] = [...this.#silences].sort((a, b) => a.atMs - b.atMs);
    if (first === undefined) throw new Error('Nobody waits for a silence to end.');
    this.#silences.delete(first);
    this.#nowMs = Math.max(this.#nowMs, first.atMs);
    first.action();
  }
}
