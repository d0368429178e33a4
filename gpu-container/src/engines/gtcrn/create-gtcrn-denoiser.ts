import type { Denoiser } from '../../../../pipeline/ports/denoiser.js';
import { denoiseFile } from '../../neural/denoise-file.js';
import { type NeuralDeps, openModel } from '../../neural/open-model.js';
import { createGtcrnHops } from './create-gtcrn-hops.js';

/**
 * GTCRN (Rong et al., ICASSP 2024): grouped temporal convolutional recurrent network over the spectrum, 24 k weights.
 * Fails with `engine-missing` without its weights.
 */
export function createGtcrnDenoiser(deps: NeuralDeps): Denoiser {
  return {
    denoise: async (params) => {
      const session = await openModel(deps, { model: 'gtcrn', file: 'gtcrn_simple.onnx' });
      await denoiseFile(params, createGtcrnHops(session));
    },
  };
}
