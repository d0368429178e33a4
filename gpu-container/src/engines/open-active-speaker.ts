import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';
import type { ActiveSpeaker } from '../../../pipeline/ports/active-speaker.js';
import type { NeuralDeps } from '../neural/open-model.js';
import { createLightAsd } from './light-asd/create-light-asd.js';

/** The active speaker model of an id; loads nothing yet. Fails with `engine-missing` for an id that is none. */
export function openActiveSpeaker(id: string, deps: NeuralDeps): ActiveSpeaker {
  if (id === 'light-asd') return createLightAsd(deps);
  throw new PipelineError('engine-missing', `There is no active speaker model called "${id}".`);
}
