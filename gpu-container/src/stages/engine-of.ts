import type { EngineChoice } from '../../../pipeline/contracts/engine-choice.js';
import type { Unit } from '../../../pipeline/contracts/unit.js';
import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';

/** The engine chosen for a unit. Fails with `message-invalid`: app and worker disagree about the stage. */
export function engineOf(unit: Unit): EngineChoice {
  if (unit.engine === undefined) {
    throw new PipelineError('message-invalid', `Unit ${unit.unitKey} of ${unit.stage} names no engine.`);
  }
  return unit.engine;
}
