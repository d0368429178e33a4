/** How a task came to this process. Times are in ms since the epoch. */
export interface Delivery {
  readonly queue: string;
  /** How often the broker delivered it, this time included. */
  readonly count: number;
  /** When the message was put on the queue, where the broker says. */
  readonly enqueuedMs: number | undefined;
  /** When this process began to wait for a message, and when it had one. */
  readonly readyMs: number;
  readonly receivedMs: number;
  /** The first message this process took: what comes later waited for no start of it. */
  readonly isFirst: boolean;
}
