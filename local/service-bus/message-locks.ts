import { randomUUID } from 'node:crypto';
import { BrokerError } from './broker-error.js';

/** A message's lock. Locks live in memory only: after a crash the message is ready again, its count unchanged. */
export interface MessageLock {
  readonly token: string;
  readonly sequenceNumber: number;
  readonly untilMs: number;
}

/** The locks of one queue, found by token and by message. */
export class MessageLocks {
  readonly #byToken = new Map<string, MessageLock>();
  readonly #bySequenceNumber = new Map<number, MessageLock>();

  get size(): number {
    return this.#byToken.size;
  }

  has(sequenceNumber: number): boolean {
    return this.#bySequenceNumber.has(sequenceNumber);
  }

  find(token: string): MessageLock | undefined {
    return this.#byToken.get(token);
  }

  /** @throws BrokerError `com.microsoft:message-lock-lost` when the lock has ended. */
  get(token: string): MessageLock {
    const lock = this.#byToken.get(token);
    if (lock) return lock;
    throw new BrokerError(
      'com.microsoft:message-lock-lost',
      'The lock supplied is invalid. Either the lock expired, or the message has already been removed from the queue.',
    );
  }

  add(sequenceNumber: number, untilMs: number): MessageLock {
    return this.#put({ token: randomUUID(), sequenceNumber, untilMs });
  }

  /** @throws BrokerError `com.microsoft:message-lock-lost` when the lock has ended. */
  extend(token: string, untilMs: number): void {
    this.#put({ ...this.get(token), untilMs });
  }

  /** @throws BrokerError `com.microsoft:message-lock-lost` when the lock has ended. */
  release(token: string): MessageLock {
    const lock = this.get(token);
    this.#byToken.delete(token);
    this.#bySequenceNumber.delete(lock.sequenceNumber);
    return lock;
  }

  #put(lock: MessageLock): MessageLock {
    this.#byToken.set(lock.token, lock);
    this.#bySequenceNumber.set(lock.sequenceNumber, lock);
    return lock;
  }
}
