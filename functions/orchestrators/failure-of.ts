import type { Failure } from '../../pipeline/contracts/failure.js';
import { toFailure } from '../../pipeline/errors/to-failure.js';
import { StageStopped } from './stage-stopped.js';

/** The failure an orchestrator ends with: the stage's own, or what broke around it. */
export function failureOf(error: unknown): Failure {
  return error instanceof StageStopped ? error.failure : toFailure(error);
}
