import { describe, expect, it } from 'vitest';
import { retryDelayMs } from '../../../../local/functions-host/worker/retry-delay-ms.js';

describe('retryDelayMs', () => {
  it('allows no retry without a policy', () => {
    expect(retryDelayMs(undefined, 1)).toBeUndefined();
  });

  it('waits the same time before each retry of a fixed policy, as often as it says', () => {
    const policy = { maxRetryCount: 2, retryStrategy: 'fixedDelay' as const, delayInterval: { seconds: 5 } };
    expect([1, 2, 3].map((retry) => retryDelayMs(policy, retry))).toEqual([5000, 5000, undefined]);
  });

  it('doubles the time up to the longest, without end when the count is -1', () => {
    const policy = {
      maxRetryCount: -1,
      retryStrategy: 'exponentialBackoff' as const,
      minimumInterval: { seconds: 1 },
      maximumInterval: { seconds: 6 },
    };
    expect([1, 2, 3, 4, 100].map((retry) => retryDelayMs(policy, retry))).toEqual([1000, 2000, 4000, 6000, 6000]);
  });
});
