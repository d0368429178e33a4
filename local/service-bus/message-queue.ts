import { mergeApplicationProperties } from './amqp/merge-application-properties.js';
import { BrokerError } from './broker-error.js';
import type { Clock } from './clock.js';
import { ClockAlarm } from './clock-alarm.js';
import { countMessages } from './count-messages.js';
import type { EnqueueResult } from './enqueue-result.js';
import type { LockedMessage } from './locked-message.js';
import { MessageLocks } from './message-locks.js';
import type { MessageStore } from './message-store.js';
import type { PeekedMessage } from './peeked-message.js';
import type { QueueChange } from './queue-change-schema.js';
import type { QueueCounts } from './queue-counts.js';
import type { QueueSettings } from './queue-settings-schema.js';
import type { QueueState } from './queue-state.js';
import { ReadyMessages } from './ready-messages.js';
import type { IncomingMessage, StoredMessage } from './stored-message.js';
import { type DeadLetterReason, toDeadLetter } from './to-dead-letter.js';
import { toStoredMessage } from './to-stored-message.js';
import { withoutDuplicates } from './without-duplicates.js';

type AlarmItem =
  | { readonly kind: 'lock'; readonly token: string }
  | { readonly kind: 'visible' | 'expired'; readonly sequenceNumber: number };

interface GiveBackParams {
  readonly countsDelivery: boolean;
  readonly properties?: Readonly<Record<string, unknown>> | undefined;
}

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
  readonly #alarm: ClockAlarm<AlarmItem>;
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
    this.#alarm = new ClockAlarm(params.clock, (item) => this.#onDue(item));
    for (const message of this.#state.messages.values()) this.#track(message);
  }

  get counts(): QueueCounts {
    this.#alarm.ringDue();
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
    const { settings } = this;
    const nowMs = this.#clock.now();
    const windowMs = settings.duplicateDetectionWindowMs;
    const messages = new Map<IncomingMessage, StoredMessage>();
    for (const message of withoutDuplicates(incoming, { state: this.#state, nowMs, windowMs })) {
      const sequenceNumber = this.#state.lastSequenceNumber + messages.size + 1;
      messages.set(message, toStoredMessage(message, { sequenceNumber, nowMs, settings }));
    }
    if (messages.size > 0) {
      const seenAtMs = windowMs === undefined ? undefined : nowMs;
      this.#commit({ kind: 'enqueued', queue: this.name, messages: [...messages.values()], seenAtMs });
      for (const message of messages.values()) this.#track(message);
    }
    const sequenceNumbers = incoming.map((message) => messages.get(message)?.sequenceNumber ?? 0);
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
    return this.#remove([this.#unlock(lockToken).sequenceNumber]);
  }

  /** Ends the lock and counts the delivery; the last one allowed moves the message to the dead-letter queue. */
  abandon(lockToken: string, properties?: Readonly<Record<string, unknown>>): Promise<void> {
    return this.#giveBack(this.#unlock(lockToken), { countsDelivery: true, properties });
  }

  /** Ends the lock as if the message had never been delivered. */
  release(lockToken: string): Promise<void> {
    return this.#giveBack(this.#unlock(lockToken), { countsDelivery: false });
  }

  /** Sets the message aside; from now on only `lockDeferred` finds it. */
  defer(lockToken: string, properties?: Readonly<Record<string, unknown>>): Promise<void> {
    const { sequenceNumber, deliveryCount, content } = this.#unlock(lockToken);
    const bare = properties && mergeApplicationProperties(content.bare, properties);
    return this.#commit({ kind: 'returned', queue: this.name, sequenceNumber, deliveryCount, isDeferred: true, bare });
  }

  /** @throws BrokerError `amqp:not-allowed` on a dead-letter queue. */
  deadLetter(lockToken: string, reason: DeadLetterReason): Promise<void> {
    if (!this.#deadLetterQueue) {
      throw new BrokerError('amqp:not-allowed', `A message of ${this.name} cannot be dead-lettered again.`);
    }
    return this.#moveTo(this.#deadLetterQueue, this.#unlock(lockToken), reason);
  }

  /** Starts the lock's time anew and returns when it ends, in milliseconds since 1970. */
  renewLock(lockToken: string): number {
    this.#alarm.ringDue();
    const untilMs = this.#clock.now() + this.settings.lockDurationMs;
    this.#locks.extend(lockToken, untilMs);
    return untilMs;
  }

  /** Messages from a sequence number on, whatever their state, without locking them. */
  peek(fromSequenceNumber: number, maxMessages: number): readonly PeekedMessage[] {
    this.#alarm.ringDue();
    const found: PeekedMessage[] = [];
    for (const message of this.#state.messages.values()) {
      if (found.length >= maxMessages) break;
      if (message.sequenceNumber < fromSequenceNumber) continue;
      found.push({ message, isScheduled: this.#isScheduled(message) });
    }
    return found;
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
      if (!message || !this.#isScheduled(message)) throw notFound(sequenceNumber);
    }
    return this.#remove(sequenceNumbers);
  }

  dispose(): void {
    this.#alarm.dispose();
  }

  /** Applies a change; the promise it returns may be left alone, as whoever waits for durability holds it too. */
  #commit(change: QueueChange): Promise<void> {
    this.#lastCommit = this.#store.commit(change);
    // A failed write is final for the journal, so the next sender or settler that waits is told of it.
    this.#lastCommit.catch(() => {});
    return this.#lastCommit;
  }

  /** Sets the alarms of a message that came in, and makes it receivable if its time has come. */
  #track(message: StoredMessage): void {
    const { sequenceNumber, enqueuedAtMs, expiresAtMs } = message;
    if (expiresAtMs !== undefined) this.#alarm.set(expiresAtMs, { kind: 'expired', sequenceNumber });
    if (message.isDeferred) return;
    if (this.#isScheduled(message)) this.#alarm.set(enqueuedAtMs, { kind: 'visible', sequenceNumber });
    else this.#ready.push(sequenceNumber);
  }

  #onDue(item: AlarmItem): void {
    if (item.kind === 'lock') {
      this.#onLockDue(item.token);
      return;
    }
    const message = this.#state.messages.get(item.sequenceNumber);
    if (!message) return;
    if (item.kind === 'visible') this.#ready.push(item.sequenceNumber);
    else if (!this.#locks.has(item.sequenceNumber)) this.#expire(message);
  }

  #onLockDue(token: string): void {
    const lock = this.#locks.find(token);
    if (!lock) return;
    if (lock.untilMs > this.#clock.now()) {
      this.#alarm.set(lock.untilMs, { kind: 'lock', token });
      return;
    }
    this.#locks.release(token);
    const message = this.#state.messages.get(lock.sequenceNumber);
    if (message) this.#giveBack(message, { countsDelivery: true });
  }

  #nextReady(): StoredMessage | undefined {
    this.#alarm.ringDue();
    for (let next = this.#ready.pop(); next !== undefined; next = this.#ready.pop()) {
      const message = this.#state.messages.get(next);
      if (message) return message;
    }
    return undefined;
  }

  #lock(message: StoredMessage): LockedMessage {
    const lock = this.#locks.add(message.sequenceNumber, this.#clock.now() + this.settings.lockDurationMs);
    this.#alarm.set(lock.untilMs, { kind: 'lock', token: lock.token });
    return { lockToken: lock.token, lockedUntilMs: lock.untilMs, message };
  }

  #unlock(lockToken: string): StoredMessage {
    this.#alarm.ringDue();
    const { sequenceNumber } = this.#locks.release(lockToken);
    this.#settlements += 1;
    const message = this.#state.messages.get(sequenceNumber);
    if (!message) throw notFound(sequenceNumber);
    return message;
  }

  /** Makes a message that was locked visible again, or ends its life where that is due. */
  #giveBack(message: StoredMessage, { countsDelivery, properties }: GiveBackParams): Promise<void> {
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
      return this.#moveTo(this.#deadLetterQueue, returned, {
        reason: 'MaxDeliveryCountExceeded',
        description: `Message could not be consumed after ${deliveryCount} delivery attempts.`,
      });
    }
    if (!isDeferred) this.#ready.push(sequenceNumber);
    return committed;
  }

  #expire(message: StoredMessage): Promise<void> {
    if (!this.#deadLetterQueue || !this.settings.deadLetterOnExpiration) return this.#remove([message.sequenceNumber]);
    return this.#moveTo(this.#deadLetterQueue, message, {
      reason: 'TTLExpiredException',
      description: 'The message expired and was dead lettered.',
    });
  }

  #moveTo(target: MessageQueue, message: StoredMessage, why: DeadLetterReason): Promise<void> {
    const moved = toDeadLetter(message, {
      sequenceNumber: target.#state.lastSequenceNumber + 1,
      source: this.name,
      why,
    });
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
    this.#alarm.ringDue();
    return sequenceNumbers.map((sequenceNumber) => {
      const message = this.#state.messages.get(sequenceNumber);
      if (!message?.isDeferred || this.#locks.has(sequenceNumber)) throw notFound(sequenceNumber);
      return message;
    });
  }

  #isScheduled(message: StoredMessage): boolean {
    return message.enqueuedAtMs > this.#clock.now();
  }

  #isExpired(message: StoredMessage): boolean {
    return message.expiresAtMs !== undefined && message.expiresAtMs <= this.#clock.now();
  }
}

function notFound(sequenceNumber: number): BrokerError {
  return new BrokerError('com.microsoft:message-not-found', `There is no such message: ${sequenceNumber}.`);
}
