import type { Delivery, Session } from 'rhea';
import type { BrokerError } from '../broker-error.js';
import { outcomes } from './outcomes.js';

interface Settlement {
  readonly delivery: Delivery;
  /** Absent: accepted. */
  readonly error: BrokerError | undefined;
}

/**
 * Settles the deliveries of one session, never two different outcomes in one turn of the event loop.
 *
 * rhea 3.0.5 merges consecutive deliveries that are settled in the same turn into one disposition and compares their
 * outcomes wrongly, so that the second of two gets the first one's outcome: a client would be told that its message
 * was completed although the lock was lost. Needed until rhea compares the first outcome of a range as well.
 */
export class DispositionWriter {
  static readonly #bySession = new WeakMap<Session, DispositionWriter>();
  #queue: Settlement[] = [];
  #isScheduled = false;

  private constructor() {}

  /** The writer all links of a session share. */
  static of(session: Session): DispositionWriter {
    const existing = DispositionWriter.#bySession.get(session);
    if (existing) return existing;
    const writer = new DispositionWriter();
    DispositionWriter.#bySession.set(session, writer);
    return writer;
  }

  accept(delivery: Delivery): void {
    this.#enqueue({ delivery, error: undefined });
  }

  reject(delivery: Delivery, error: BrokerError): void {
    this.#enqueue({ delivery, error });
  }

  #enqueue(settlement: Settlement): void {
    this.#queue.push(settlement);
    this.#schedule();
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      this.#writeRun();
      if (this.#queue.length > 0) this.#schedule();
    });
  }

  /** Writes the accepted deliveries at the head of the queue, or the single rejected one. */
  #writeRun(): void {
    const firstRejected = this.#queue.findIndex(({ error }) => error !== undefined);
    const runLength = firstRejected === -1 ? this.#queue.length : Math.max(1, firstRejected);
    for (const { delivery, error } of this.#queue.splice(0, runLength)) {
      delivery.update(true, error ? outcomes.rejected(error) : outcomes.accepted());
      markSettledByPeer(delivery);
    }
  }
}

/**
 * Lets rhea forget a delivery it sent: it would wait for the receiver to settle as well, which receivers that asked
 * for settlement by the broker never do, and its buffer of 2048 deliveries would fill up for good.
 */
function markSettledByPeer(delivery: Delivery): void {
  (delivery as { remote_settled: boolean }).remote_settled = true;
}
