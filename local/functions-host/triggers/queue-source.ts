/** A message under lock. */
export interface ReceivedMessage {
  readonly body: Uint8Array | string;
  readonly messageId: string;
  readonly lockToken: string;
  /** Milliseconds since 1970. */
  readonly lockedUntilMs: number;
  /** Deliveries so far, this one included: 1 at the first. */
  readonly deliveryCount: number;
  readonly sequenceNumber: number;
  /** Milliseconds since 1970. */
  readonly enqueuedAtMs: number;
  /** Milliseconds since 1970. */
  readonly expiresAtMs?: number | undefined;
  readonly contentType?: string | undefined;
  readonly correlationId?: string | undefined;
  readonly subject?: string | undefined;
  readonly to?: string | undefined;
  readonly replyTo?: string | undefined;
  readonly sessionId?: string | undefined;
  readonly replyToSessionId?: string | undefined;
  readonly partitionKey?: string | undefined;
  /** Queue the message was dead-lettered in. */
  readonly deadLetterSource?: string | undefined;
  readonly applicationProperties: Readonly<Record<string, unknown>>;
}

/** One queue as a trigger reads it: peek-lock, then settle. Settling rejects when the lock has been lost. */
export interface QueueSource {
  /** Locks the next message, waiting for one; undefined once `signal` is aborted. */
  receive(signal: AbortSignal): Promise<ReceivedMessage | undefined>;
  complete(message: ReceivedMessage): Promise<void>;
  /** Gives the message back, to be delivered again at once. */
  abandon(message: ReceivedMessage): Promise<void>;
  /** Prolongs the lock; resolves to the new `lockedUntilMs`. */
  renewLock(message: ReceivedMessage): Promise<number>;
}

/** Finds a queue by name, `<queue>` or `<queue>/$DeadLetterQueue`; undefined when there is none. */
export type QueueSources = (queueName: string) => QueueSource | undefined;
