import type { QueueSettings } from './queue-settings-schema.js';
import type { IncomingMessage, StoredMessage } from './stored-message.js';

/** What a queue adds to a message it takes in. */
export interface ToStoredMessageParams {
  readonly sequenceNumber: number;
  readonly nowMs: number;
  readonly settings: QueueSettings;
}

/** Gives a message its place in a queue: its number, when it becomes visible and when it expires. */
export function toStoredMessage(incoming: IncomingMessage, params: ToStoredMessageParams): StoredMessage {
  const { sequenceNumber, nowMs, settings } = params;
  const enqueuedAtMs = Math.max(incoming.scheduledForMs ?? nowMs, nowMs);
  const ttlMs = Math.min(incoming.content.ttlMs ?? Infinity, settings.defaultTtlMs ?? Infinity);
  return {
    sequenceNumber,
    messageId: incoming.messageId,
    enqueuedAtMs,
    expiresAtMs: ttlMs === Infinity ? undefined : enqueuedAtMs + ttlMs,
    deliveryCount: 0,
    isDeferred: false,
    content: incoming.content,
  };
}
