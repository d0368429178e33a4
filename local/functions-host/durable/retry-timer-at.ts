import type { DurableRetryOptions } from './orchestrator-action.js';

/** The Durable Functions extension's longest pause between attempts. */
const LONGEST_INTERVAL_MS = 6 * 24 * 60 * 60 * 1000;

export interface RetryTimerParams {
  readonly retryOptions: DurableRetryOptions;
  /** The attempt that has just failed; 1 is the first. */
  readonly attemptNumber: number;
  readonly firstAttemptMs: number;
  readonly nowMs: number;
}

/**
 * When the timer after a failed attempt fires (milliseconds since 1970), or undefined when the policy's time is over.
 *
 * Also the last failure gets a timer, due at once: an early version of the Durable Task Framework created it, and
 * both sides have counted it ever since.
 */
export function retryTimerAt({
  retryOptions,
  attemptNumber,
  firstAttemptMs,
  nowMs,
}: RetryTimerParams): number | undefined {
  if (attemptNumber >= retryOptions.maxNumberOfAttempts) return nowMs;
  const { retryTimeoutInMilliseconds: timeoutMs } = retryOptions;
  if (timeoutMs && nowMs - firstAttemptMs >= timeoutMs) return undefined;
  const growth = (retryOptions.backoffCoefficient ?? 1) ** (attemptNumber - 1);
  const intervalMs = retryOptions.firstRetryIntervalInMilliseconds * growth;
  return nowMs + Math.min(intervalMs, retryOptions.maxRetryIntervalInMilliseconds ?? LONGEST_INTERVAL_MS);
}
