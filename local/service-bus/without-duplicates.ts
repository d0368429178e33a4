import type { QueueState } from './queue-state.js';
import type { IncomingMessage } from './stored-message.js';

/** What decides whether a message is a duplicate. */
export interface WithoutDuplicatesParams {
  readonly state: QueueState;
  readonly nowMs: number;
  /** Absent: nothing is a duplicate. */
  readonly windowMs: number | undefined;
}

/** Leaves out messages whose id was taken in within the window before now, or earlier in the same batch. */
export function withoutDuplicates(
  incoming: readonly IncomingMessage[],
  { state, nowMs, windowMs }: WithoutDuplicatesParams,
): readonly IncomingMessage[] {
  if (windowMs === undefined) return incoming;
  state.forgetSeenBefore(nowMs - windowMs);
  const ids = new Set<string>();
  return incoming.filter(({ messageId }) => {
    if (ids.has(messageId) || state.seenAtMs(messageId) !== undefined) return false;
    ids.add(messageId);
    return true;
  });
}
