import { admitMessages } from './admit-messages.js';
import { mergeApplicationProperties } from './amqp/merge-application-properties.js';
import { BrokerError } from './broker-error.js';
import type { Clock } from './clock.js';
import { countMessages } from './count-messages.js';
import { deadLetterReasons } from './dead-letter-reasons.js';
import type { EnqueueResult } from './enqueue-result.js';
import { findDeferred } from './find-deferred.js';
import type { LockedMessage } from './locked-message.js';
import { MessageDeadlines } from './message-deadlines.js';
import { MessageLocks } from './message-locks.js';
import type { MessageStore } from './message-store.js';
import { type PeekedMessage, peekMessages } from './peek-messages.js';
import type { QueueChange } from './queue-change-schema.js';
import type { QueueCounts } from './queue-counts.js';
import type { QueueSettings } from './queue-settings-schema.js';
import type { QueueState } from './queue-state.js';
import { ReadyMessages } from './ready-messages.js';
import type { IncomingMessage, StoredMessage } from './stored-message.js';
import { type DeadLetterReason, toDeadLetter } from './to-dead-letter.js';

type Properties = Readonly<Record<string, unknown>> | undefined;

/** What a queue is made of. */
export interface MessageQueueParams {
  readonly name: string;
  readonly settings: QueueSettings;
  readonly store: MessageStore;
  readonly clock: Clock;
  /** Absent for a dead-letter queue. */
  readonly deadLetterQueue?: MessageQueue;
}

/** One queue: the rules of Azure Service Bus over a durable state. Settling resolves once it is on disk. */
export class MessageQueue {
  readonly name: string;
  readonly settings: QueueSettings;
  readonly #store: MessageStore;
  readonly #state: QueueState;
  readonly #clock: Clock;
  readonly #deadLetterQueue: MessageQueue | undefined;
  readonly #locks = new MessageLocks();
  readonly #deadlines: MessageDeadlines;
  readonly #ready = new ReadyMessages();
  #lastCommit: Promise<void> = Promise.resolve();
  #settlements = 0;

  constructor(params: MessageQueueParams) {
    this.name = params.name;
    this.settings = params.settings;
    this.#store = params.store;
    this.#state = params.store.state(params.name);
    this.#clock = params.clock;
    this.#deadLetterQueue = params.deadLetterQueue;
    this.#deadlines = new MessageDeadlines(params.clock, {
      onVisible: (sequenceNumber) => this.#onVisible(sequenceNumber),
      onExpired: (sequenceNumber) => this.#onExpired(sequenceNumber),
      onLockEnd: (lockToken) => this.#onLockEnd(lockToken),
    });
    for (const message of this.#state.messages.values()) this.#track(message);
  }

  get counts(): QueueCounts {
    this.#deadlines.meet();
    const deadLetter = this.#deadLetterQueue?.counts.active ?? 0;
    return {
      ...countMessages(this.#state.messages.values(), this.#clock.now()),
      locked: this.#locks.size,
      deadLetter,
    };
  }

  /** How often a receiver has settled a message, whichever way, since the broker started. */
  get settlements(): number {
    return this.#settlements;
  }

  /** Calls back, once per turn of the event loop, when there may be messages to lock. */
  onAvailable(listener: () => void): () => void {
    return this.#ready.listen(listener);
  }

  /** Takes messages in, all or none, leaving out those whose id was seen within the duplicate detection window. */
  enqueue(incoming: readonly IncomingMessage[]): EnqueueResult {
    const { name: queue, settings } = this;
    const nowMs = this.#clock.now();
    const { messages, sequenceNumbers } = admitMessages(incoming, { state: this.#state, settings, nowMs });
    if (messages.length > 0) {
      const seenAtMs = settings.duplicateDetectionWindowMs === undefined ? undefined : nowMs;
      this.#commit({ kind: 'enqueued', queue, messages, seenAtMs });
      for (const message of messages) this.#track(message);
    }
    return { sequenceNumbers, durable: this.#lastCommit };
  }

  /** Locks the oldest message that is ready. */
  lockNext(): LockedMessage | undefined {
    const message = this.#nextReady();
    return message && this.#lock(message);
  }

  /** Removes and returns the oldest message that is ready, as a receiver in receive-and-delete mode asks. */
  takeNext(): StoredMessage | undefined {
    const message = this.#nextReady();
    // A crash before this is on disk delivers the message again rather than never.
    if (message) this.#remove([message.sequenceNumber]);
    return message;
  }

  /** @throws BrokerError `com.microsoft:message-lock-lost` (as do all methods that take a lock token). */
  complete(lockToken: string): Promise<void> {
    return this.#settle(lockToken, ({ sequenceNumber }) => this.#remove([sequenceNumber]));
  }

  /** Ends the lock and counts the delivery; the last one allowed moves the message to the dead-letter queue. */
  abandon(lockToken: string, properties?: Properties): Promise<void> {
    return this.#settle(lockToken, (message) => this.#giveBack(message, { countsDelivery: true, properties }));
  }

  /** Ends the lock as if the message had never been delivered. */
  release(lockToken: string): Promise<void> {
    return this.#settle(lockToken, (message) => this.#giveBack(message, { countsDelivery: false }));
  }

  /** Sets the message aside; from now on only `lockDeferred` finds it. */
  defer(lockToken: string, properties?: Properties): Promise<void> {
    return this.#settle(lockToken, ({ sequenceNumber, deliveryCount, content }) => {
      const bare = properties && mergeApplicationProperties(content.bare, properties);
      const queue = this.name;
      return this.#commit({ kind: 'returned', queue, sequenceNumber, deliveryCount, isDeferred: true, bare });
    });
  }

  /** @throws BrokerError `amqp:not-allowed` on a dead-letter queue. */
  deadLetter(lockToken: string, reason: DeadLetterReason): Promise<void> {
    const target = this.#deadLetterQueue;
    if (!target) throw new BrokerError('amqp:not-allowed', `A message of ${this.name} cannot be dead-lettered again.`);
    return this.#settle(lockToken, (message) => this.#moveTo(target, message, reason));
  }

  /** Starts the lock's time anew and returns when it ends, in milliseconds since 1970. */
  renewLock(lockToken: string): number {
    this.#deadlines.meet();
    const untilMs = this.#clock.now() + this.settings.lockDurationMs;
    this.#locks.extend(lockToken, untilMs);
    return untilMs;
  }

  /** Messages from a sequence number on, whatever their state. */
  peek(fromSequenceNumber: number, maxMessages: number): readonly PeekedMessage[] {
    this.#deadlines.meet();
    return peekMessages(this.#state.messages.values(), { fromSequenceNumber, maxMessages, nowMs: this.#clock.now() });
  }

  /** @throws BrokerError `com.microsoft:message-not-found` unless every number is that of a deferred message. */
  lockDeferred(sequenceNumbers: readonly number[]): readonly LockedMessage[] {
    return this.#deferred(sequenceNumbers).map((message) => this.#lock(message));
  }

  /** @throws BrokerError `com.microsoft:message-not-found` unless every number is that of a deferred message. */
  takeDeferred(sequenceNumbers: readonly number[]): readonly StoredMessage[] {
    const messages = this.#deferred(sequenceNumbers);
    this.#remove(sequenceNumbers);
    return messages;
  }

  /** @throws BrokerError `com.microsoft:message-not-found` unless every number is that of a scheduled message. */
  cancelScheduled(sequenceNumbers: readonly number[]): Promise<void> {
    for (const sequenceNumber of sequenceNumbers) {
      const message = this.#state.messages.get(sequenceNumber);
      if (!message || !this.#isScheduled(message)) throw BrokerError.messageNotFound(sequenceNumber);
    }
    return this.#remove(sequenceNumbers);
  }

  dispose(): void {
    this.#deadlines.dispose();
  }

  /** Applies a change; the promise it returns may be left alone, as whoever waits for durability holds it too. */
  #commit(change: QueueChange): Promise<void> {
    this.#lastCommit = this.#store.commit(change);
    // A failed write is final for the journal, so the next sender or settler that waits is told of it.
    this.#lastCommit.catch(() => {});
    return this.#lastCommit;
  }

  /** Sees to a message that came in, and makes it receivable if its time has come. */
  #track(message: StoredMessage): void {
    this.#deadlines.watch(message);
    if (!message.isDeferred && !this.#isScheduled(message)) this.#ready.push(message.sequenceNumber);
  }

  #onVisible(sequenceNumber: number): void {
    if (this.#state.messages.has(sequenceNumber)) this.#ready.push(sequenceNumber);
  }

  #onExpired(sequenceNumber: number): void {
    const message = this.#state.messages.get(sequenceNumber);
    // One that is locked may still be completed; when it comes back it expires.
    if (message && !this.#locks.has(sequenceNumber)) this.#expire(message);
  }

  #onLockEnd(lockToken: string): void {
    const lock = this.#locks.find(lockToken);
    if (!lock) return;
    if (lock.untilMs > this.#clock.now()) {
      this.#deadlines.watchLock(lock);
      return;
    }
    this.#locks.release(lockToken);
    const message = this.#state.messages.get(lock.sequenceNumber);
    if (message) this.#giveBack(message, { countsDelivery: true });
  }

  #nextReady(): StoredMessage | undefined {
    this.#deadlines.meet();
    for (let next = this.#ready.pop(); next !== undefined; next = this.#ready.pop()) {
      const message = this.#state.messages.get(next);
      if (message) return message;
    }
    return undefined;
  }

  #lock(message: StoredMessage): LockedMessage {
    const lock = this.#locks.add(message.sequenceNumber, this.#clock.now() + this.settings.lockDurationMs);
    this.#deadlines.watchLock(lock);
    return { lockToken: lock.token, lockedUntilMs: lock.untilMs, message };
  }

  /** Applies an outcome and ends the lock; an outcome that cannot be applied leaves the message locked. */
  #settle(lockToken: string, apply: (message: StoredMessage) => Promise<void>): Promise<void> {
    this.#deadlines.meet();
    const { sequenceNumber } = this.#locks.get(lockToken);
    const message = this.#state.messages.get(sequenceNumber);
    if (!message) throw BrokerError.messageNotFound(sequenceNumber);
    const settled = apply(message);
    this.#locks.release(lockToken);
    this.#settlements += 1;
    return settled;
  }

  /** Makes a message that was locked visible again, or ends its life where that is due. */
  #giveBack(message: StoredMessage, how: { countsDelivery: boolean; properties?: Properties }): Promise<void> {
    const { countsDelivery, properties } = how;
    const { sequenceNumber, isDeferred } = message;
    const deliveryCount = message.deliveryCount + (countsDelivery ? 1 : 0);
    const bare = properties && mergeApplicationProperties(message.content.bare, properties);
    const committed =
      countsDelivery || bare
        ? this.#commit({ kind: 'returned', queue: this.name, sequenceNumber, deliveryCount, isDeferred, bare })
        : this.#lastCommit;
    const returned = this.#state.messages.get(sequenceNumber) ?? message;
    if (this.#isExpired(returned)) return this.#expire(returned);
    if (this.#deadLetterQueue && deliveryCount >= this.settings.maxDeliveryCount) {
      return this.#moveTo(this.#deadLetterQueue, returned, deadLetterReasons.deliveredTooOften(deliveryCount));
    }
    if (!isDeferred) this.#ready.push(sequenceNumber);
    return committed;
  }

  #expire(message: StoredMessage): Promise<void> {
    if (!this.#deadLetterQueue || !this.settings.deadLetterOnExpiration) return this.#remove([message.sequenceNumber]);
    return this.#moveTo(this.#deadLetterQueue, message, deadLetterReasons.expired);
  }

  #moveTo(target: MessageQueue, message: StoredMessage, why: DeadLetterReason): Promise<void> {
    const nextNumber = target.#state.lastSequenceNumber + 1;
    const moved = toDeadLetter(message, { sequenceNumber: nextNumber, source: this.name, why });
    const committed = this.#commit({
      kind: 'dead-lettered',
      queue: this.name,
      sequenceNumber: message.sequenceNumber,
      deadLetterQueue: target.name,
      message: moved,
    });
    target.#lastCommit = committed;
    target.#track(moved);
    return committed;
  }

  #remove(sequenceNumbers: readonly number[]): Promise<void> {
    return this.#commit({ kind: 'removed', queue: this.name, sequenceNumbers: [...sequenceNumbers] });
  }

  #deferred(sequenceNumbers: readonly number[]): readonly StoredMessage[] {
    this.#deadlines.meet();
    return findDeferred({ state: this.#state, locks: this.#locks, sequenceNumbers });
  }

  #isScheduled(message: StoredMessage): boolean {
    return message.enqueuedAtMs > this.#clock.now();
  }

  #isExpired(message: StoredMessage): boolean {
    return message.expiresAtMs !== undefined && message.expiresAtMs <= this.#clock.now();
  }
}
