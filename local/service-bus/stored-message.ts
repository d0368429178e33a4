/** A message as its producer encoded it, cut into what a broker may rewrite and what it must hand on untouched. */
export interface MessageContent {
  readonly isDurable: boolean;
  readonly priority?: number | undefined;
  readonly ttlMs?: number | undefined;
  /** The encoded message-annotations section without the keys the broker owns; absent when nothing is left. */
  readonly annotations?: Buffer | undefined;
  /** The encoded properties, application properties, body and footer sections. */
  readonly bare: Buffer;
}

/** A message a sender asks the broker to take. */
export interface IncomingMessage {
  readonly messageId: string;
  /** When it becomes visible; absent: at once. */
  readonly scheduledForMs?: number | undefined;
  readonly content: MessageContent;
}

/** A message in a queue. Replaced, never changed. */
export interface StoredMessage {
  /** Unique in its queue and rising. */
  readonly sequenceNumber: number;
  readonly messageId: string;
  /** When it became visible, or will. */
  readonly enqueuedAtMs: number;
  /** Absent: never. */
  readonly expiresAtMs?: number | undefined;
  /** Deliveries that ended without being settled. */
  readonly deliveryCount: number;
  /** Whether it was set aside and can only be received by its sequence number. */
  readonly isDeferred: boolean;
  /** The queue it was dead-lettered from. */
  readonly deadLetterSource?: string | undefined;
  readonly content: MessageContent;
}
