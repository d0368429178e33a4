/** A message as a receiver inside this process sees it. */
export interface ReceivedMessage {
  /** Settles the message; valid until `lockedUntilMs`. */
  readonly lockToken: string;
  readonly lockedUntilMs: number;
  readonly sequenceNumber: number;
  readonly messageId: string;
  readonly enqueuedAtMs: number;
  readonly expiresAtMs: number | undefined;
  /** Earlier deliveries that were not settled: 0 at the first. */
  readonly deliveryCount: number;
  /** The bytes of the data sections; of a string or a JSON value otherwise. */
  readonly body: Buffer;
  readonly contentType: string | undefined;
  readonly correlationId: string | undefined;
  readonly subject: string | undefined;
  readonly to: string | undefined;
  readonly replyTo: string | undefined;
  /** Includes `DeadLetterReason` and `DeadLetterErrorDescription` in a dead-letter queue. */
  readonly applicationProperties: Readonly<Record<string, unknown>>;
  readonly deadLetterSource: string | undefined;
}
