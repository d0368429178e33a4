import type { QueueChange } from './queue-change-schema.js';
import type { StoredMessage } from './stored-message.js';

/** The durable part of a queue: applying its changes in order, live or from the journal, gives the same state. */
export class QueueState {
  readonly #messages = new Map<number, StoredMessage>();
  /** In the order the ids were taken in, so that the oldest come first. */
  readonly #seen = new Map<string, number>();
  #lastSequenceNumber = 0;

  constructor(readonly name: string) {}

  /** The messages by rising sequence number. */
  get messages(): ReadonlyMap<number, StoredMessage> {
    return this.#messages;
  }

  get lastSequenceNumber(): number {
    return this.#lastSequenceNumber;
  }

  /** When a message with this id was last taken in, in milliseconds since 1970, as far as it is remembered. */
  seenAtMs(messageId: string): number | undefined {
    return this.#seen.get(messageId);
  }

  /** Forgets ids taken in before the given time. */
  forgetSeenBefore(atMs: number): void {
    for (const [messageId, seenAtMs] of this.#seen) {
      if (seenAtMs >= atMs) return;
      this.#seen.delete(messageId);
    }
  }

  apply(change: QueueChange): void {
    switch (change.kind) {
      case 'opened':
        this.#lastSequenceNumber = change.lastSequenceNumber;
        for (const [messageId, seenAtMs] of change.seen) this.#see(messageId, seenAtMs);
        return;
      case 'enqueued':
        for (const message of change.messages) this.#add(message, change.seenAtMs);
        return;
      case 'removed':
        for (const sequenceNumber of change.sequenceNumbers) this.#messages.delete(sequenceNumber);
        return;
      case 'returned':
        this.#return(change);
        return;
      case 'dead-lettered':
        if (change.queue === this.name) this.#messages.delete(change.sequenceNumber);
        else this.#add(change.message);
        return;
      default:
        change satisfies never;
    }
  }

  /** The shortest list of changes that leads to this state. */
  snapshot(): readonly QueueChange[] {
    const { name, lastSequenceNumber } = this;
    const messages = [...this.#messages.values()];
    return [
      { kind: 'opened', queue: name, lastSequenceNumber, seen: [...this.#seen] },
      ...messages.map((message) => ({ kind: 'enqueued' as const, queue: name, messages: [message] })),
    ];
  }

  #add(message: StoredMessage, seenAtMs?: number): void {
    if (seenAtMs !== undefined) this.#see(message.messageId, seenAtMs);
    this.#messages.set(message.sequenceNumber, message);
    this.#lastSequenceNumber = Math.max(this.#lastSequenceNumber, message.sequenceNumber);
  }

  #see(messageId: string, seenAtMs: number): void {
    this.#seen.delete(messageId);
    this.#seen.set(messageId, seenAtMs);
  }

  #return(change: Extract<QueueChange, { kind: 'returned' }>): void {
    const message = this.#messages.get(change.sequenceNumber);
    if (!message) return;
    const content = change.bare ? { ...message.content, bare: change.bare } : message.content;
    const { deliveryCount, isDeferred } = change;
    this.#messages.set(change.sequenceNumber, { ...message, deliveryCount, isDeferred, content });
  }
}
