import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';
import type { MouthGenerator } from '../../../pipeline/ports/mouth-generator.js';
import type { NeuralDeps } from '../neural/open-model.js';
import { createDhLiveGenerator } from './dh-live/create-dh-live-generator.js';
import { createWav2lipGenerator } from './wav2lip/create-wav2lip-generator.js';

/** The generator of mouths of an id; loads nothing yet. Fails with `engine-missing` for an id that is none. */
export function openMouthGenerator(id: string, deps: NeuralDeps): MouthGenerator {
  if (id === 'dh-live') return createDhLiveGenerator(deps);
  if (id === 'wav2lip') return createWav2lipGenerator(deps);
  throw new PipelineError('engine-missing', `There is no mouth renderer called "${id}".`);
}
