import type { InvocationContext } from '@azure/functions';
import { ChooseEngineInput, chooseJobEngine } from '../../pipeline/jobs/choose-job-engine.js';
import { activityNames } from '../names.js';
import { asOutcome } from './as-outcome.js';
import { traced } from './traced.js';

/** Activity: picks the engine for a capability from what the worker has. */
export function chooseEngineActivity(input: unknown, context: InvocationContext): Promise<unknown> {
  return traced({ name: activityNames.chooseEngine, input, context }, (deps) =>
    asOutcome(async () => chooseJobEngine(ChooseEngineInput.parse(input), deps)),
  );
}
