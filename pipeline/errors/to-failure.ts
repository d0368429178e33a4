import type { Failure } from '../contracts/failure.js';
import { errorTable } from './error-table.js';
import { PipelineError } from './pipeline-error.js';

/** A failure goes through histories and queues several times: the tail of a program's words must not. */
const maxMessageLength = 1_000;

/** Turns anything thrown into the failure people and machines read. Unknown errors become `internal`. */
export function toFailure(error: unknown): Failure {
  const code = error instanceof PipelineError ? error.code : 'internal';
  const text = error instanceof Error ? error.message : String(error);
  const message = text.length > maxMessageLength ? `${text.slice(0, maxMessageLength)}…` : text;
  return { code, message, next: errorTable[code].next };
}
