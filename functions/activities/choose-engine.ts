import { ChooseEngineInput, chooseJobEngine } from '../../pipeline/jobs/choose-job-engine.js';
import { composition } from '../composition.js';
import { asOutcome } from './as-outcome.js';

/** Activity: picks the engine for a capability from what the worker has. */
export async function chooseEngineActivity(input: unknown): Promise<unknown> {
  return asOutcome(async () => chooseJobEngine(ChooseEngineInput.parse(input), await composition()));
}
