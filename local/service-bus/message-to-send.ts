/** A message sent from inside this process. */
export interface MessageToSend {
  /** Text and bytes are sent as they are, anything else as JSON. */
  readonly body: unknown;
  /** Assigned when absent. */
  readonly messageId?: string;
  readonly correlationId?: string;
  readonly contentType?: string;
  readonly subject?: string;
  readonly applicationProperties?: Readonly<Record<string, unknown>>;
  /** Absent: visible at once. */
  readonly scheduledForMs?: number;
  /** Absent: the queue's default. */
  readonly ttlMs?: number;
}
