import type { OrchestrationContext, Task } from 'durable-functions';
import { z } from 'zod';
import { EngineChoice } from '../../pipeline/contracts/engine-choice.js';
import { Failure } from '../../pipeline/contracts/failure.js';
import type { ChooseEngineInput } from '../../pipeline/jobs/choose-job-engine.js';
import { activityNames } from '../names.js';
import { callActivity } from './calls.js';
import { StageStopped } from './stage-stopped.js';

/** What `choose-engine` returns. */
const Chosen = z.union([EngineChoice, z.strictObject({ kind: z.literal('failed'), failure: Failure })]);

/** Chooses the engine for a capability; throws {@link StageStopped} when none is installed that can do it. */
export function* choose(
  context: OrchestrationContext,
  input: ChooseEngineInput,
): Generator<Task, EngineChoice, unknown> {
  const chosen = yield* callActivity(context, { name: activityNames.chooseEngine, input, output: Chosen });
  if ('kind' in chosen) throw new StageStopped(chosen.failure);
  return chosen;
}
