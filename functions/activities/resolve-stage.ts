import type { InvocationContext } from '@azure/functions';
import { StageRequest } from '../../pipeline/contracts/stage-request.js';
import { resolveStage } from '../../pipeline/jobs/resolve-stage.js';
import { activityNames } from '../names.js';
import { asOutcome } from './as-outcome.js';
import { traced } from './traced.js';

/** Activity: looks up a stage's units, runs inline ones, names the tasks that must run. */
export function resolveStageActivity(input: unknown, context: InvocationContext): Promise<unknown> {
  return traced({ name: activityNames.resolveStage, input, context }, (deps) =>
    asOutcome(async () => resolveStage(StageRequest.parse(input), deps)),
  );
}
