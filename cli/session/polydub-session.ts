import type { ApiClient } from '../api-client/create-api-client.js';
import type { CliIo } from '../cli-io.js';

/** A Polydub the CLI talks to: a server, or the cloud on this machine, which it keeps alive meanwhile. */
export interface PolydubSession {
  readonly io: CliIo;
  readonly kind: 'local' | 'remote';
  /** Words a person types after `polydub <command> …` to reach the same Polydub. */
  readonly reachArguments: readonly string[];
  /** Aborted, with a failure `interrupted` as reason, when the person stops waiting. */
  readonly signal: AbortSignal;
  /**
   * Does something with the API; where the server goes away meanwhile, waits for it (or starts it again) and does it
   * once more, within bounds. So `operation` must be harmless to repeat.
   */
  readonly run: <Result>(operation: (api: ApiClient) => Promise<Result>) => Promise<Result>;
  /** The same Polydub with a signal that an interrupt does not touch: for telling it to cancel. */
  readonly withoutInterrupt: () => PolydubSession;
  /** Lets go of it; the last one out stops a local cloud. Idempotent. */
  readonly dispose: () => Promise<void>;
}
