/** An answer of the host itself, before it is written. */
export interface HostAnswer {
  readonly status: number;
  /** Sent as JSON; left out: no body. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}
