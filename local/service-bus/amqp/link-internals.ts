import type { Receiver, Sender, Session } from 'rhea';

/** What the broker needs of a rhea 3.0.5 link and its typings leave out. The conformance tests notice when it moves. */
export interface LinkInternals {
  /** Credit the peer granted; only lowered when a transfer is written, not when `send` is called. */
  readonly credit: number;
  /** Set while the peer waits for its credit to be used up or given back. */
  readonly _draining: boolean;
  readonly local: { readonly attach: AttachFields };
  readonly remote: { readonly attach: AttachFields };
  readonly session: SessionInternals;
}

/** What the broker needs of a rhea session. */
export interface SessionInternals extends Session {
  readonly outgoing: {
    available(): number;
    readonly next_delivery_id: number;
    readonly next_pending_delivery: number;
  };
  readonly remote: { readonly handles: Readonly<Record<number, Sender | Receiver>> };
  on_transfer(frame: TransferFrame): void;
}

/** A transfer frame as rhea hands it to a session. */
export interface TransferFrame {
  readonly performative: { readonly handle: number; message_format: number | null | undefined };
}

/** The fields of an attach frame the broker reads or answers with. */
export interface AttachFields {
  snd_settle_mode?: 0 | 1 | 2;
  rcv_settle_mode?: 0 | 1;
  max_message_size?: number;
  properties?: Readonly<Record<string, unknown>>;
  readonly source?: { readonly address?: string; readonly filter?: unknown } | null;
  readonly target?: { readonly address?: string } | null;
}

/** The one place where a link is looked at beyond its typings. */
export function linkInternals(link: Sender | Receiver): LinkInternals {
  return link as unknown as LinkInternals;
}
