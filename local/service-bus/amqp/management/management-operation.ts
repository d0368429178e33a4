import type { MessageQueue } from '../../message-queue.js';

/** The body of a management reply; absent: the reply says that there is nothing. */
export type ManagementReplyBody = Readonly<Record<string, unknown>> | undefined;

/** What an operation works on. */
export interface ManagementOperationParams {
  readonly queue: MessageQueue;
  /** The request's body, still to be parsed. */
  readonly body: unknown;
  /** The largest message the queue takes, in bytes. */
  readonly maxMessageSizeBytes: number;
}

/** One operation of the management node of a queue. */
export type ManagementOperation = (params: ManagementOperationParams) => Promise<ManagementReplyBody>;
