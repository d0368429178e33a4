import type { PipelineError } from '../../../../pipeline/errors/pipeline-error.js';
import { abortError } from '../../process/abort-error.js';
import type { AzureDeps } from './azure-deps.js';
import { retryDelay } from './retry-delay.js';

/** Tries of one request before the work is given back to the queue; with doubling waits about half a minute. */
const MAX_ATTEMPTS = 6;
/** A service that asks for a longer pause, in ms, gets it from the queue: the worker does not sit and wait. */
const LONGEST_WAIT_MS = 60_000;

/** How one try ended. `retryAfter` is the pause the service asks for, as its header says it. */
export type Attempt<T> =
  | { readonly kind: 'done'; readonly value: T }
  | { readonly kind: 'failed'; readonly error: PipelineError; readonly retryAfter: string | null };

export interface RepeatAttemptsParams<T> {
  /** Service name for messages: `Azure AI Speech`. */
  readonly service: string;
  readonly signal: AbortSignal;
  readonly attempt: () => Promise<Attempt<T>>;
}

/**
 * Tries again while a service is busy or out of reach: after the pause it asks for, or doubling ones.
 * Fails with `cancelled`, or as the last try did.
 */
export async function repeatAttempts<T>(
  { service, signal, attempt }: RepeatAttemptsParams<T>,
  deps: Pick<AzureDeps, 'sleep' | 'random' | 'now' | 'log'>,
): Promise<T> {
  for (let tries = 1; ; tries++) {
    if (signal.aborted) throw abortError(signal, service);
    const result = await attempt();
    if (result.kind === 'done') return result.value;
    const { error, retryAfter } = result;
    const waitMs = retryDelay({ attempt: tries, retryAfter, nowMs: deps.now(), random: deps.random() });
    if (error.code !== 'unavailable' || tries >= MAX_ATTEMPTS || waitMs > LONGEST_WAIT_MS) throw error;
    deps.log?.warn('azure.retry', { service, attempt: tries, waitMs, reason: error.message });
    await deps.sleep(waitMs, signal).catch((cause: unknown) => {
      throw signal.aborted ? abortError(signal, service) : cause;
    });
  }
}
