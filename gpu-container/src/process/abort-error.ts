import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';

/** The error an aborted signal stands for: its reason where that is a PipelineError, else `cancelled`. */
export function abortError(signal: AbortSignal, what: string): PipelineError {
  if (signal.reason instanceof PipelineError) return signal.reason;
  return new PipelineError('cancelled', `${what} was cancelled.`, { cause: signal.reason });
}
