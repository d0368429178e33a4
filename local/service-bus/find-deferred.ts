import { BrokerError } from './broker-error.js';
import type { MessageLocks } from './message-locks.js';
import type { QueueState } from './queue-state.js';
import type { StoredMessage } from './stored-message.js';

/** Where to look, and for which numbers. */
export interface FindDeferredParams {
  readonly state: QueueState;
  readonly locks: MessageLocks;
  readonly sequenceNumbers: readonly number[];
}

/**
 * The deferred messages with the given numbers.
 *
 * @throws BrokerError `com.microsoft:message-not-found` unless every number is that of one nobody holds.
 */
export function findDeferred({ state, locks, sequenceNumbers }: FindDeferredParams): readonly StoredMessage[] {
  return sequenceNumbers.map((sequenceNumber) => {
    const message = state.messages.get(sequenceNumber);
    if (!message?.isDeferred || locks.has(sequenceNumber)) throw BrokerError.messageNotFound(sequenceNumber);
    return message;
  });
}
