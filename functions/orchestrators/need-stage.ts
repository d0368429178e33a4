import type { OrchestrationContext, Task } from 'durable-functions';
import type { ArtifactRef } from '../../pipeline/contracts/artifact-ref.js';
import type { Failure } from '../../pipeline/contracts/failure.js';
import type { StageOutcome } from '../../pipeline/contracts/stage-outcome.js';
import type { StageRequest } from '../../pipeline/contracts/stage-request.js';
import { runStage } from './run-stage.js';
import { StageStopped } from './stage-stopped.js';

export type Artifacts = Readonly<Record<string, ArtifactRef>>;

/** Runs a stage and returns its outputs; throws {@link StageStopped} when it failed. */
export function* needStage(context: OrchestrationContext, request: StageRequest): Generator<Task, Artifacts, unknown> {
  return outputsOf(yield* runStage(context, request));
}

/** The outputs of an outcome; throws {@link StageStopped} when it is a failure. */
export function outputsOf(outcome: StageOutcome): Artifacts {
  if (outcome.kind === 'failed') throw new StageStopped(outcome.failure);
  return outcome.outputs;
}

/** Runs stages a job can do without: what stopped them is told, and only a cancelled job stops here. */
export function* tryStages(
  stages: Generator<Task, Artifacts, unknown>,
): Generator<Task, { readonly made: Artifacts; readonly failure?: Failure }, unknown> {
  try {
    return { made: yield* stages };
  } catch (error) {
    if (!(error instanceof StageStopped) || error.failure.code === 'cancelled') throw error;
    return { made: {}, failure: error.failure };
  }
}
