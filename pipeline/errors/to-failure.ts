import type { Failure } from '../contracts/failure.js';
import { errorTable } from './error-table.js';
import { PipelineError } from './pipeline-error.js';

/** Turns anything thrown into the failure people and machines read. Unknown errors become `internal`. */
export function toFailure(error: unknown): Failure {
  if (error instanceof PipelineError) {
    return { code: error.code, message: error.message, next: errorTable[error.code].next };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { code: 'internal', message, next: errorTable.internal.next };
}
