import type { OrchestrationContext, Task } from 'durable-functions';
import type { EngineChoice } from '../../pipeline/contracts/engine-choice.js';
import type { JobBrief } from '../../pipeline/contracts/job-brief.js';
import type { ChooseEngineInput } from '../../pipeline/jobs/choose-job-engine.js';
import { choose } from './choose.js';
import type { Artifacts } from './need-stage.js';
import { pick } from './pick.js';
import { StageStopped } from './stage-stopped.js';

/** A second engine of a stage, as it enters the unit's key among the parameters. */
export type SecondEngine = Pick<EngineChoice, 'id' | 'version' | 'fingerprint' | 'licence'>;

export interface ChooseSecondEngineParams {
  readonly brief: Pick<JobBrief, 'jobId' | 'asked'>;
  /** What is made so far: survey. */
  readonly made: Artifacts;
  readonly capability: ChooseEngineInput['capability'];
}

/**
 * Chooses an engine a stage can do without, or says there is none. One that was asked for by name must be there: throws
 * {@link StageStopped} otherwise.
 */
export function* chooseSecondEngine(
  context: OrchestrationContext,
  { brief: { jobId, asked = [] }, made, capability }: ChooseSecondEngineParams,
): Generator<Task, SecondEngine | undefined, unknown> {
  try {
    const { survey } = pick(made, ['survey']);
    const { id, version, fingerprint, licence } = yield* choose(context, { jobId, capability, survey });
    return { id, version, fingerprint, licence };
  } catch (error) {
    if (error instanceof StageStopped && !asked.includes(capability)) return undefined;
    throw error;
  }
}
