import { setTimeout as delay } from 'node:timers/promises';
import { createCredential } from '../../../../platform/config/create-credential.js';
import type { Logger } from '../../../../platform/logging/logger.js';

/** Gives Microsoft Entra tokens; what the identity library calls a credential. */
export interface TokenSource {
  getToken(scope: string): Promise<{ readonly token: string } | null>;
}

/** What a managed engine reaches outside itself; replaced in tests by a clock, a coin and a local service. */
export interface AzureDeps {
  readonly fetch: typeof fetch;
  /** Where a WebSocket address (`wss://host`) is really reached. */
  readonly reachSocket: (origin: string) => string;
  /** Waits that many ms; rejects when the signal aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** 0 … 1 */
  readonly random: () => number;
  /** Ms since 1970; read only to understand a `Retry-After` that is a date. */
  readonly now: () => number;
  readonly credential: (clientId: string | undefined) => Promise<TokenSource>;
  readonly log?: Logger | undefined;
}

/** The dependencies of a managed engine in the worker, some of them replaced. */
export function createAzureDeps(replaced: Partial<AzureDeps> = {}): AzureDeps {
  return {
    fetch: (input, init) => fetch(input, init),
    reachSocket: (origin) => origin,
    sleep: async (ms, signal) => {
      await delay(ms, undefined, { signal });
    },
    random: Math.random,
    now: Date.now,
    credential: createCredential,
    ...replaced,
  };
}
