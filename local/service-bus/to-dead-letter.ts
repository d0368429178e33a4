import { mergeApplicationProperties } from './amqp/merge-application-properties.js';
import type { StoredMessage } from './stored-message.js';

/** Why a message is set aside for good. The names are what Azure writes into the application properties. */
export interface DeadLetterReason {
  readonly reason?: string | undefined;
  readonly description?: string | undefined;
  /** Further application properties to set. */
  readonly properties?: Readonly<Record<string, unknown>> | undefined;
}

/** Where a dead-lettered message goes and why. */
export interface ToDeadLetterParams {
  /** Its number in the dead-letter queue. */
  readonly sequenceNumber: number;
  /** The queue it leaves. */
  readonly source: string;
  readonly why: DeadLetterReason;
}

/** The message as it stands in the dead-letter queue: it says why it is there, and never expires. */
export function toDeadLetter(
  message: StoredMessage,
  { sequenceNumber, source, why }: ToDeadLetterParams,
): StoredMessage {
  const properties = {
    ...why.properties,
    ...(why.reason === undefined ? {} : { DeadLetterReason: why.reason }),
    ...(why.description === undefined ? {} : { DeadLetterErrorDescription: why.description }),
  };
  const bare = mergeApplicationProperties(message.content.bare, properties);
  return {
    ...message,
    sequenceNumber,
    expiresAtMs: undefined,
    isDeferred: false,
    deadLetterSource: source,
    content: { ...message.content, bare },
  };
}
