import type { Denoiser } from '../../../../pipeline/ports/denoiser.js';
import { denoiseFile } from '../../neural/denoise-file.js';
import { type NeuralDeps, openModel } from '../../neural/open-model.js';
import { createDtlnHops } from './create-dtln-hops.js';

/**
 * DTLN (Westhausen & Meyer, Interspeech 2020): two small recurrent networks, one over the spectrum, one over a learned
 * basis. Fails with `engine-missing` without its weights.
 */
export function createDtlnDenoiser(deps: NeuralDeps): Denoiser {
  return {
    denoise: async (params) => {
      const spectral = await openModel(deps, { model: 'dtln', file: 'dtln_model_1.onnx' });
      const learned = await openModel(deps, { model: 'dtln', file: 'dtln_model_2.onnx' });
      await denoiseFile(params, createDtlnHops({ spectral, learned }));
    },
  };
}
