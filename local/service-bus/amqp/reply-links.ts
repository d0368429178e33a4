import type { Sender } from 'rhea';
import { linkInternals } from './link-internals.js';

const PRE_SETTLED = 1;

/** A reply to a request that came in over a request-response link. */
export interface Reply {
  readonly statusCode: number;
  readonly statusDescription: string;
  readonly errorCondition?: string;
  readonly body?: Readonly<Record<string, unknown>> | undefined;
}

/** What a request says about where its reply goes. */
export interface ReplyAddress {
  readonly replyTo: string | undefined;
  readonly messageId: unknown;
}

/** The links over which clients take replies, found by the address their requests name. */
export class ReplyLinks {
  readonly #links = new Map<string, Sender>();

  add(link: Sender): void {
    const { local, remote } = linkInternals(link);
    local.attach.snd_settle_mode = PRE_SETTLED;
    this.#links.set(link.name, link);
    const address = remote.attach.target?.address;
    if (address) this.#links.set(address, link);
  }

  /** Forgets links that can no longer be sent to. */
  removeWhere(isGone: (link: Sender) => boolean): void {
    for (const [address, link] of this.#links) if (isGone(link)) this.#links.delete(address);
  }

  /** Sends a reply; when its link is gone, nobody waits for it any more. */
  send({ replyTo, messageId }: ReplyAddress, { statusCode, statusDescription, errorCondition, body }: Reply): void {
    const link = replyTo === undefined ? undefined : this.#links.get(replyTo);
    if (!link?.is_open()) return;
    const properties = { statusCode, statusDescription, ...(errorCondition !== undefined && { errorCondition }) };
    link.send({
      ...(isMessageId(messageId) && { correlation_id: messageId }),
      application_properties: properties,
      body: body ?? {},
    });
  }
}

function isMessageId(value: unknown): value is string | number | Buffer {
  return typeof value === 'string' || typeof value === 'number' || Buffer.isBuffer(value);
}
