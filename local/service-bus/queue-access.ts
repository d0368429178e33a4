import type { MessageToSend } from './message-to-send.js';
import type { QueueCounts } from './queue-counts.js';
import type { ReceivedMessage } from './received-message.js';
import type { DeadLetterReason } from './to-dead-letter.js';

/**
 * A queue, or a dead-letter queue, for code in the broker's own process.
 *
 * Settling resolves once it is on disk, and rejects with BrokerError `com.microsoft:message-lock-lost` when the lock
 * has ended.
 */
export interface QueueAccess {
  /** As configured; a dead-letter queue is `<queue>/$DeadLetterQueue`. */
  readonly name: string;
  readonly lockDurationMs: number;
  readonly counts: QueueCounts;
  /** How often a receiver, here or over AMQP, has settled a message since the broker started. */
  readonly settlements: number;
  /** Resolves once the messages are on disk: all of them or, when one is refused, none. */
  send(...messages: readonly MessageToSend[]): Promise<void>;
  /** Locks up to `maxMessages` that are ready now, oldest first; returns none when there are none. */
  receive(maxMessages: number): readonly ReceivedMessage[];
  complete(lockToken: string): Promise<void>;
  /** Counts the delivery, and sets application properties on the message when some are given. */
  abandon(lockToken: string, properties?: Readonly<Record<string, unknown>>): Promise<void>;
  /** Gives the message back without counting the delivery. */
  release(lockToken: string): Promise<void>;
  deadLetter(lockToken: string, reason: DeadLetterReason): Promise<void>;
  /** Returns when the lock now ends, in milliseconds since 1970. Throws when it has ended already. */
  renewLock(lockToken: string): number;
  /** Calls back, once per turn of the event loop, when there may be messages; the returned function stops that. */
  onAvailable(listener: () => void): () => void;
}
