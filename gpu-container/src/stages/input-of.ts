import type { ArtifactRef } from '../../../pipeline/contracts/artifact-ref.js';
import type { Unit } from '../../../pipeline/contracts/unit.js';
import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';

/** A named input of a unit. Fails with `message-invalid`: app and worker disagree about the stage. */
export function inputOf(unit: Unit, name: string): ArtifactRef {
  const ref = unit.inputs[name];
  if (ref === undefined) {
    throw new PipelineError('message-invalid', `Unit ${unit.unitKey} of ${unit.stage} has no input "${name}".`);
  }
  return ref;
}
