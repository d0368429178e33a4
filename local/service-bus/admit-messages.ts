import type { QueueSettings } from './queue-settings-schema.js';
import type { QueueState } from './queue-state.js';
import type { IncomingMessage, StoredMessage } from './stored-message.js';
import { toStoredMessage } from './to-stored-message.js';
import { withoutDuplicates } from './without-duplicates.js';

/** The queue that is asked to take messages, and when. */
export interface AdmitMessagesParams {
  readonly state: QueueState;
  readonly settings: QueueSettings;
  readonly nowMs: number;
}

/** What a queue makes of messages offered to it. */
export interface AdmittedMessages {
  /** Those that are no duplicates, numbered. */
  readonly messages: readonly StoredMessage[];
  /** One per message offered, 0 for a duplicate. */
  readonly sequenceNumbers: readonly number[];
}

/** Leaves out duplicates and gives every other message its place in the queue. Changes nothing. */
export function admitMessages(
  incoming: readonly IncomingMessage[],
  { state, settings, nowMs }: AdmitMessagesParams,
): AdmittedMessages {
  const messages = new Map<IncomingMessage, StoredMessage>();
  for (const message of withoutDuplicates(incoming, { state, nowMs, windowMs: settings.duplicateDetectionWindowMs })) {
    const sequenceNumber = state.lastSequenceNumber + messages.size + 1;
    messages.set(message, toStoredMessage(message, { sequenceNumber, nowMs, settings }));
  }
  const sequenceNumbers = incoming.map((message) => messages.get(message)?.sequenceNumber ?? 0);
  return { messages: [...messages.values()], sequenceNumbers };
}
