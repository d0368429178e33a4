import type { StoredMessage } from './stored-message.js';

/** A message handed to one receiver until it is settled or the lock ends. */
export interface LockedMessage {
  /** A UUID in its usual text form. */
  readonly lockToken: string;
  readonly lockedUntilMs: number;
  readonly message: StoredMessage;
}
