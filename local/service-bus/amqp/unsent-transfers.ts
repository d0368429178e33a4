import type { Sender } from 'rhea';
import { linkInternals } from './link-internals.js';

/** Messages given to `send` on the link's session that rhea has not yet written to the socket. */
export function unsentTransfers(link: Sender): number {
  const { outgoing } = linkInternals(link).session;
  return outgoing.next_delivery_id - outgoing.next_pending_delivery;
}
