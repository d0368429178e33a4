import { StageRequest } from '../../pipeline/contracts/stage-request.js';
import { resolveStage } from '../../pipeline/jobs/resolve-stage.js';
import { composition } from '../composition.js';
import { asOutcome } from './as-outcome.js';

/** Activity: looks up a stage's units, runs inline ones, names the tasks that must run. */
export async function resolveStageActivity(input: unknown): Promise<unknown> {
  return asOutcome(async () => resolveStage(StageRequest.parse(input), await composition()));
}
