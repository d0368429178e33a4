import type { StoredMessage } from './stored-message.js';

/** A message looked at where it lies. */
export interface PeekedMessage {
  readonly message: StoredMessage;
  /** Whether it is still waiting for its time. */
  readonly isScheduled: boolean;
}

/** Which messages to look at, and when. */
export interface PeekMessagesParams {
  readonly fromSequenceNumber: number;
  readonly maxMessages: number;
  readonly nowMs: number;
}

/** The first messages from a sequence number on; they come in rising order. */
export function peekMessages(
  messages: Iterable<StoredMessage>,
  { fromSequenceNumber, maxMessages, nowMs }: PeekMessagesParams,
): readonly PeekedMessage[] {
  const found: PeekedMessage[] = [];
  for (const message of messages) {
    if (found.length >= maxMessages) break;
    if (message.sequenceNumber < fromSequenceNumber) continue;
    found.push({ message, isScheduled: !message.isDeferred && message.enqueuedAtMs > nowMs });
  }
  return found;
}
