import type { QueueCounts } from './queue-counts.js';
import type { StoredMessage } from './stored-message.js';

/** Counts messages by state at the given time. */
export function countMessages(
  messages: Iterable<StoredMessage>,
  nowMs: number,
): Pick<QueueCounts, 'active' | 'scheduled' | 'deferred'> {
  let active = 0;
  let scheduled = 0;
  let deferred = 0;
  for (const message of messages) {
    if (message.isDeferred) deferred += 1;
    else if (message.enqueuedAtMs > nowMs) scheduled += 1;
    else active += 1;
  }
  return { active, scheduled, deferred };
}
