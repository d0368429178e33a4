import { createModelSource } from '../../gpu-container/src/models/create-model-source.js';
import { readModelSettings } from '../../gpu-container/src/models/model-settings.js';
import { createModelStore, type ModelStore } from '../../gpu-container/src/models/model-store.js';
import { createOnnxRuntime, type OnnxRuntime } from '../../gpu-container/src/onnx/onnx-runtime.js';

/** The models of this machine and a runtime on the device that `POLYDUB_DEVICE` names, one thread on the CPU. */
export interface BenchModels {
  readonly models: ModelStore;
  readonly onnx: OnnxRuntime;
}

/** Opens the registry as the worker does; says what is missing and gives undefined where a model is not here. */
export async function benchModels(ids: readonly string[]): Promise<BenchModels | undefined> {
  const { folder, origin } = readModelSettings(process.env);
  const blobs = () => Promise.reject(new Error('a benchmark asks no container'));
  const models = createModelStore({ folder, source: createModelSource({ origin, blobs }) });
  for (const id of ids) {
    try {
      await models.locate(id);
    } catch (error) {
      process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`);
      return undefined;
    }
  }
  const device = process.env['POLYDUB_DEVICE'] === 'cuda' ? 'cuda' : 'cpu';
  return { models, onnx: createOnnxRuntime({ device, threads: 1 }) };
}
