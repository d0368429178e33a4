import { BinaryHeap } from './binary-heap.js';
import type { Clock } from './clock.js';

interface Alarm<Item> {
  readonly atMs: number;
  readonly item: Item;
}

/** Calls back for each item once its time has come, earliest first, with one clock timer for all of them. */
export class ClockAlarm<Item> {
  readonly #clock: Clock;
  readonly #onDue: (item: Item) => void;
  readonly #alarms = new BinaryHeap<Alarm<Item>>((a, b) => a.atMs < b.atMs);
  #armed: { readonly atMs: number; readonly cancel: () => void } | undefined;
  #isDisposed = false;

  constructor(clock: Clock, onDue: (item: Item) => void) {
    this.#clock = clock;
    this.#onDue = onDue;
  }

  /** Adds an item. There is no taking it back: `onDue` must ignore an item that no longer matters. */
  set(atMs: number, item: Item): void {
    if (this.#isDisposed) return;
    this.#alarms.push({ atMs, item });
    this.#arm();
  }

  /** Calls back for everything that is due now, without waiting for the timer. */
  ringDue(): void {
    const nowMs = this.#clock.now();
    for (let next = this.#alarms.peek(); next && next.atMs <= nowMs; next = this.#alarms.peek()) {
      this.#alarms.pop();
      this.#onDue(next.item);
    }
    this.#arm();
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#armed?.cancel();
    this.#armed = undefined;
  }

  #arm(): void {
    const next = this.#alarms.peek();
    if (!next || this.#isDisposed) return;
    if (this.#armed && this.#armed.atMs <= next.atMs) return;
    this.#armed?.cancel();
    const cancel = this.#clock.schedule(next.atMs, () => {
      this.#armed = undefined;
      this.ringDue();
    });
    this.#armed = { atMs: next.atMs, cancel };
  }
}
