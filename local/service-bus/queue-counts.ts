/** How many messages a queue holds, in the terms of Azure. */
export interface QueueCounts {
  /** Ready to be received or locked by a receiver: what the scaler of a container job reads as the queue's length. */
  readonly active: number;
  /** Of `active`, those a receiver holds. */
  readonly locked: number;
  readonly scheduled: number;
  readonly deferred: number;
  /** In the dead-letter queue of this queue. */
  readonly deadLetter: number;
}
