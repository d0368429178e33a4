import type { ArtifactRef } from '../contracts/artifact-ref.js';
import type { StageName } from '../contracts/stage-name.js';
import { PipelineError } from '../errors/pipeline-error.js';

export interface HasInputs {
  readonly stage: StageName;
  readonly inputs: Readonly<Record<string, ArtifactRef>>;
}

/** A named input of a stage request or unit. Fails with `internal`: whoever asked forgot it. */
export function requireInput({ stage, inputs }: HasInputs, name: string): ArtifactRef {
  const ref = inputs[name];
  if (ref === undefined) throw new PipelineError('internal', `Stage ${stage} was asked for without "${name}".`);
  return ref;
}
