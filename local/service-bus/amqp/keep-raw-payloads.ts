import type { Receiver } from 'rhea';
import { linkInternals } from './link-internals.js';

/** Any format but 0 makes rhea hand the payload over undecoded; this one no sender uses. */
const UNDECODED_FORMAT = 0xffff_ffff;

/**
 * Makes rhea hand over the bytes of each message a link receives. It would decode plain messages, and encoding them
 * again loses the producer's types: a long becomes an int, a uuid becomes binary.
 */
export function keepRawPayloads(link: Receiver): void {
  const { session } = linkInternals(link);
  const onTransfer = session.on_transfer.bind(session);
  session.on_transfer = (frame) => {
    const { performative } = frame;
    if (session.remote.handles[performative.handle] === link && performative.message_format === 0) {
      performative.message_format = UNDECODED_FORMAT;
    }
    onTransfer(frame);
  };
}
