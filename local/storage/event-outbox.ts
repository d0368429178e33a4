import type { Clock } from '../service-bus/clock.js';
import type { StorageRecord, StoredEvent } from './storage-record-schema.js';

/** Deliveries of one event before it is set aside, as the blob trigger of Azure Functions does by default. */
const MAX_ATTEMPTS = 5;

const FIRST_RETRY_DELAY_MS = 1_000;

/** Events being handled at the same time. */
const MAX_CONCURRENT_DELIVERIES = 8;

interface PendingEvent {
  readonly event: StoredEvent;
  readonly failedAttempts: number;
}

/** An event that was delivered as often as it may be, and failed each time. */
export interface PoisonedEvent {
  readonly event: StoredEvent;
  /** Why the last delivery failed, while it is known: not after a restart. */
  readonly reason: string | undefined;
}

/** Who takes the events, and who makes their fate durable. */
export interface EventOutboxParams {
  readonly clock: Clock;
  readonly deliver: (event: StoredEvent, attempt: number) => Promise<void>;
  readonly append: (record: StorageRecord) => Promise<void>;
}

/** Delivers every event at least once, again after a failure or a crash, and sets aside those that keep failing. */
export class EventOutbox {
  readonly #params: EventOutboxParams;
  readonly #pending = new Map<string, PendingEvent>();
  readonly #reasons = new Map<string, string>();
  readonly #waiting: string[] = [];
  readonly #cancelRetries = new Set<() => void>();
  #deliveries = 0;
  #isStarted = false;

  constructor(params: EventOutboxParams) {
    this.#params = params;
  }

  /** Events that are delivered no more. */
  get poisoned(): readonly PoisonedEvent[] {
    const poisoned = [...this.#pending.values()].filter(isPoisoned);
    return poisoned.map(({ event }) => ({ event, reason: this.#reasons.get(event.id) }));
  }

  /** Rebuilds the outbox from the journal, record by record. */
  recover(record: StorageRecord): void {
    if (record.kind === 'document' && record.event) this.#pending.set(record.event.id, newEvent(record.event));
    if (record.kind === 'event') this.#pending.set(record.event.id, record);
    if (record.kind === 'event-handled') this.#pending.delete(record.id);
    if (record.kind === 'event-failed') this.#fail(record.id, record.reason);
  }

  /** Takes an event whose record was just appended; it is delivered once `durable` resolves. */
  add(event: StoredEvent, durable: Promise<void>): void {
    this.#pending.set(event.id, newEvent(event));
    durable.then(
      () => this.#enqueue(event.id),
      // The upload is refused as well, and the journal takes nothing more.
      () => this.#pending.delete(event.id),
    );
  }

  /** What the journal has to say about the events that are not handled. */
  snapshot(): readonly StorageRecord[] {
    return [...this.#pending.values()].map(({ event, failedAttempts }) => ({ kind: 'event', event, failedAttempts }));
  }

  /** Begins to deliver, with what was left by an earlier life. */
  start(): void {
    this.#isStarted = true;
    for (const pending of this.#pending.values()) if (!isPoisoned(pending)) this.#enqueue(pending.event.id);
  }

  /** Stops delivering; what is under way counts as not handled unless it ends before the journal is closed. */
  dispose(): void {
    this.#isStarted = false;
    for (const cancel of this.#cancelRetries) cancel();
    this.#cancelRetries.clear();
  }

  #enqueue(id: string): void {
    this.#waiting.push(id);
    this.#deliverWaiting();
  }

  #deliverWaiting(): void {
    while (this.#isStarted && this.#deliveries < MAX_CONCURRENT_DELIVERIES) {
      const id = this.#waiting.shift();
      if (id === undefined) return;
      const pending = this.#pending.get(id);
      if (!pending) continue;
      this.#deliveries += 1;
      // Never rejects: a failed delivery is recorded, and a failed record leaves the event to the next start.
      void this.#deliver(pending).finally(() => {
        this.#deliveries -= 1;
        this.#deliverWaiting();
      });
    }
  }

  async #deliver({ event, failedAttempts }: PendingEvent): Promise<void> {
    const outcome = await this.#params.deliver(event, failedAttempts + 1).then(
      () => ({ isHandled: true as const }),
      (cause: unknown) => ({
        isHandled: false as const,
        reason: cause instanceof Error ? cause.message : String(cause),
      }),
    );
    const { id } = event;
    if (outcome.isHandled) {
      this.#pending.delete(id);
      await this.#params.append({ kind: 'event-handled', id }).catch(() => {});
      return;
    }
    // A handler that is shut down with the storage has not failed.
    if (!this.#isStarted) return;
    const { reason } = outcome;
    this.#fail(id, reason);
    await this.#params.append({ kind: 'event-failed', id, failedAttempts: failedAttempts + 1, reason }).catch(() => {});
    if (failedAttempts + 1 < MAX_ATTEMPTS) this.#retryLater(id, failedAttempts);
  }

  #fail(id: string, reason: string): void {
    const pending = this.#pending.get(id);
    if (!pending) return;
    this.#pending.set(id, { ...pending, failedAttempts: pending.failedAttempts + 1 });
    this.#reasons.set(id, reason);
  }

  #retryLater(id: string, earlierFailures: number): void {
    const { clock } = this.#params;
    const cancel = clock.schedule(clock.now() + FIRST_RETRY_DELAY_MS * 2 ** earlierFailures, () => {
      this.#cancelRetries.delete(cancel);
      this.#enqueue(id);
    });
    this.#cancelRetries.add(cancel);
  }
}

function newEvent(event: StoredEvent): PendingEvent {
  return { event, failedAttempts: 0 };
}

function isPoisoned({ failedAttempts }: PendingEvent): boolean {
  return failedAttempts >= MAX_ATTEMPTS;
}
