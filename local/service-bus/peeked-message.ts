import type { StoredMessage } from './stored-message.js';

/** A message looked at where it lies. */
export interface PeekedMessage {
  readonly message: StoredMessage;
  /** Whether it is still waiting for its time. */
  readonly isScheduled: boolean;
}
