import { BinaryHeap } from './binary-heap.js';

/** The sequence numbers that may be received next, oldest first, and whoever wants to know that there are any. */
export class ReadyMessages {
  readonly #sequenceNumbers = new BinaryHeap<number>((a, b) => a < b);
  readonly #listeners = new Set<() => void>();
  #isAnnounced = false;

  push(sequenceNumber: number): void {
    this.#sequenceNumbers.push(sequenceNumber);
    this.#announce();
  }

  /** Takes the oldest number out. Its message may be gone by now. */
  pop(): number | undefined {
    return this.#sequenceNumbers.pop();
  }

  /** Calls back once per turn of the event loop in which numbers were pushed, and soon if there are some already. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    if (this.#sequenceNumbers.size > 0) this.#announce();
    return () => this.#listeners.delete(listener);
  }

  #announce(): void {
    if (this.#isAnnounced) return;
    this.#isAnnounced = true;
    queueMicrotask(() => {
      this.#isAnnounced = false;
      for (const listener of [...this.#listeners]) listener();
    });
  }
}
