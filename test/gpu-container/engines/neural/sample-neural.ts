import type { NeuralDeps } from '../../../../gpu-container/src/neural/open-model.js';
import { createOnnxRuntime } from '../../../../gpu-container/src/onnx/onnx-runtime.js';
import { sampleModels } from '../../../samples/sample-models.js';

/** Real weights of these models on one thread of the CPU, or undefined where the samples are not on this machine. */
export async function sampleNeural(...ids: readonly string[]): Promise<NeuralDeps | undefined> {
  const models = await sampleModels(ids);
  return models === undefined ? undefined : { models, onnx: createOnnxRuntime({ device: 'cpu', threads: 1 }) };
}
