/** What became of messages offered to a queue. */
export interface EnqueueResult {
  /** One per message offered, 0 for a duplicate. */
  readonly sequenceNumbers: readonly number[];
  /** Resolves when every message, also the first of each duplicate, is on disk. */
  readonly durable: Promise<void>;
}
