import type { Sender } from 'rhea';
import { linkInternals } from './link-internals.js';
import { unsentTransfers } from './unsent-transfers.js';

/**
 * How many more messages may be sent on a link now.
 *
 * rhea lowers a link's credit when a transfer is written, one turn after `send`: counting by its credit alone would
 * lock thousands of messages for a receiver that asked for one. Azure clients open one link per session, so what the
 * session has not written is the link's.
 */
export function availableCredit(link: Sender): number {
  if (!link.is_open()) return 0;
  const { credit, session } = linkInternals(link);
  return Math.min(credit - unsentTransfers(link), session.outgoing.available());
}
