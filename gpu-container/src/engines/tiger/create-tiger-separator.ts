import type { SourceSeparator } from '../../../../pipeline/ports/source-separator.js';
import type { ModelGraph, NeuralDeps } from '../../neural/open-model.js';
import { createSpectralSeparator } from '../../separation/create-spectral-separator.js';

const GRAPH: ModelGraph = { model: 'tiger-dnr', file: 'tiger.int8.onnx' };
/** Twelve seconds, every four: each sample is heard three times. */
const SAMPLES = 529_200;
const STRIDE = SAMPLES / 3;

/**
 * TIGER (Xu et al., ICLR 2025) trained on Divide and Remaster: dialogue, music and effects, each channel by itself. Cut as
 * its `wav_chunk_inference` does, eight seconds of silence at both ends. Fails with `engine-missing` without its weights.
 */
export function createTigerSeparator(deps: NeuralDeps): SourceSeparator {
  return createSpectralSeparator(deps, {
    ...GRAPH,
    ...{ input: 'mix_spec', output: 'stems_spec', hears: 'mono', outputPlanes: 6, dialoguePlane: 0 },
    ...{ fftSize: 2048, hop: 512, bins: 1025, frames: 1034, silentBins: 0, gain: 1, batch: { cpu: 1, cuda: 1 } },
    plan: { samples: SAMPLES, stride: STRIDE, border: 2 * STRIDE, last: 'filled-with-silence', weightOf: () => 1 },
  });
}
