import type { Failure } from '../../pipeline/contracts/failure.js';
import { PipelineError } from '../../pipeline/errors/pipeline-error.js';
import { toFailure } from '../../pipeline/errors/to-failure.js';

/** Returns permanent failures as data, since orchestrations retry whatever is thrown; throws the rest. */
export async function asOutcome<T>(work: () => Promise<T>): Promise<T | { kind: 'failed'; failure: Failure }> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof PipelineError && !error.retryable) return { kind: 'failed', failure: toFailure(error) };
    throw error;
  }
}
