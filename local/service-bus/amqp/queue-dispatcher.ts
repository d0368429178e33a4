import rhea, { type Sender } from 'rhea';
import type { MessageQueue } from '../message-queue.js';
import { availableCredit } from './available-credit.js';
import { encodeMessage } from './encode-message.js';
import { linkInternals } from './link-internals.js';
import { lockTokenTag } from './lock-token-tag.js';
import { unsentTransfers } from './unsent-transfers.js';

const RECEIVE_AND_DELETE = 1;
const PLAIN_FORMAT = 0;

/** Hands the messages of one queue to the links that have credit for them, in turn. */
export class QueueDispatcher {
  readonly #queue: MessageQueue;
  readonly #links = new Set<Sender>();
  readonly #stopListening: () => void;

  constructor(queue: MessageQueue) {
    this.#queue = queue;
    this.#stopListening = queue.onAvailable(() => this.pump());
  }

  add(link: Sender): void {
    this.#links.add(link);
  }

  /** Forgets links that can no longer be sent to. */
  removeWhere(isGone: (link: Sender) => boolean): void {
    for (const link of this.#links) if (isGone(link)) this.#links.delete(link);
  }

  /** Sends what may be sent now, then gives unused credit back to the receivers that asked for it. */
  pump(): void {
    for (let link = this.#nextLink(); link; link = this.#nextLink()) {
      if (!this.#sendOne(link)) break;
    }
    for (const link of this.#links) this.#endDrain(link);
  }

  dispose(): void {
    this.#stopListening();
    this.#links.clear();
  }

  /** The first link with credit, moved to the end so that the others come before it next time. */
  #nextLink(): Sender | undefined {
    for (const link of this.#links) {
      if (availableCredit(link) <= 0) continue;
      this.#links.delete(link);
      this.#links.add(link);
      return link;
    }
    return undefined;
  }

  #sendOne(link: Sender): boolean {
    if (linkInternals(link).local.attach.snd_settle_mode === RECEIVE_AND_DELETE) {
      const message = this.#queue.takeNext();
      if (message) link.send(encodeMessage(message), lockTokenTag.toTag(rhea.generate_uuid()), PLAIN_FORMAT);
      return message !== undefined;
    }
    const locked = this.#queue.lockNext();
    if (!locked) return false;
    const encoded = encodeMessage(locked.message, { lockedUntilMs: locked.lockedUntilMs });
    link.send(encoded, lockTokenTag.toTag(locked.lockToken), PLAIN_FORMAT);
    return true;
  }

  #endDrain(link: Sender): void {
    if (!linkInternals(link)._draining || !link.is_open()) return;
    if (unsentTransfers(link) > 0) {
      // The credit of what is still to be written must not be given back: that would strand it, locked.
      setImmediate(() => this.#endDrain(link));
      return;
    }
    link.set_drained(true);
    link.connection['_register']();
  }
}
