import type { FunctionRetryOptions } from './function-metadata.js';

/** The worker protocol's way to say "without end". */
const UNLIMITED = -1;
/** Azure's defaults for exponential backoff, https://learn.microsoft.com/azure/azure-functions/functions-bindings-error-pages */
const DEFAULT_MINIMUM_MS = 1000;
const DEFAULT_MAXIMUM_MS = 10 * 60 * 1000;

/**
 * How long to wait before retry number `retry` (1 is the first) of a function-level retry policy, in milliseconds;
 * undefined when the policy allows no such retry.
 */
export function retryDelayMs(options: FunctionRetryOptions | undefined, retry: number): number | undefined {
  const limit = options?.maxRetryCount ?? 0;
  if (!options || (limit !== UNLIMITED && retry > limit)) return undefined;
  if (options.retryStrategy === 'exponentialBackoff') {
    const minimumMs = durationMs(options.minimumInterval) ?? DEFAULT_MINIMUM_MS;
    const maximumMs = durationMs(options.maximumInterval) ?? DEFAULT_MAXIMUM_MS;
    return Math.min(maximumMs, minimumMs * 2 ** (retry - 1));
  }
  return durationMs(options.delayInterval) ?? 0;
}

function durationMs(duration: FunctionRetryOptions['delayInterval']): number | undefined {
  return duration && (duration.seconds ?? 0) * 1000 + (duration.nanos ?? 0) / 1e6;
}
