import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';
import type { PictureEnlarger } from '../../../pipeline/ports/picture-enlarger.js';
import type { NeuralDeps } from '../neural/open-model.js';
import { createEnlarger } from './super-resolution/create-enlarger.js';

/** Names and factor of the registered export. */
const GENERAL_X4 = {
  model: 'realesr-general-x4v3',
  file: 'realesr-general-x4v3-dn50.onnx',
  factor: 4,
  input: 'input',
  output: 'output',
} as const;

/** The enlarger of pictures of an id; loads nothing yet. Fails with `engine-missing` for an id that is none. */
export function openPictureEnlarger(id: string, deps: NeuralDeps): PictureEnlarger {
  if (id === 'real-esrgan') return createEnlarger(deps, GENERAL_X4);
  throw new PipelineError('engine-missing', `There is no enlarger of pictures called "${id}".`);
}
