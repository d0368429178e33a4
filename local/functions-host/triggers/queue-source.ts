/** A message under lock. */
export interface ReceivedMessage {
  /** Settles the message; valid until `lockedUntilMs`. */
  readonly lockToken: string;
  /** Milliseconds since 1970. */
  readonly lockedUntilMs: number;
  readonly body: Uint8Array;
  readonly messageId: string;
  /** Earlier deliveries that were not settled: 0 at the first. */
  readonly deliveryCount: number;
  readonly sequenceNumber: number;
  /** Milliseconds since 1970. */
  readonly enqueuedAtMs: number;
  /** Milliseconds since 1970. */
  readonly expiresAtMs: number | undefined;
  readonly contentType: string | undefined;
  readonly correlationId: string | undefined;
  readonly subject: string | undefined;
  readonly to: string | undefined;
  readonly replyTo: string | undefined;
  /** Queue the message was dead-lettered in. */
  readonly deadLetterSource: string | undefined;
  readonly applicationProperties: Readonly<Record<string, unknown>>;
}

/** One queue as a trigger reads it: lock, then settle. Settling fails when the lock has ended. */
export interface QueueSource {
  /** Locks up to `maxMessages` that are ready now; none when there are none. */
  receive(maxMessages: number): readonly ReceivedMessage[];
  complete(lockToken: string): Promise<void>;
  /** Gives the message back, to be delivered again at once. */
  abandon(lockToken: string): Promise<void>;
  /** Prolongs the lock and returns when it ends now. */
  renewLock(lockToken: string): number;
  /** Calls back when there may be messages; the returned function stops that. */
  onAvailable(listener: () => void): () => void;
}

/** Finds a queue by name, `<queue>` or `<queue>/$DeadLetterQueue`; undefined when there is none. */
export type QueueSources = (queueName: string) => QueueSource | undefined;
