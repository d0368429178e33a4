import type { Failure } from '../../pipeline/contracts/failure.js';

/** Unwinds an orchestrator to its end when a stage failed for good. Never leaves the orchestrator. */
export class StageStopped extends Error {
  override readonly name = 'StageStopped';

  constructor(readonly failure: Failure) {
    super(failure.message);
  }
}
