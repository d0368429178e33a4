import { join } from 'node:path';
import { findModel } from '../../../../gpu-container/src/models/find-model.js';
import type { NeuralDeps } from '../../../../gpu-container/src/neural/open-model.js';
import { createOnnxRuntime } from '../../../../gpu-container/src/onnx/onnx-runtime.js';
import { writeTinyEmbedding, writeTinySegmentation } from './tiny-diarization-models.js';

export interface TinyDiarization {
  readonly deps: NeuralDeps;
  close(): Promise<void>;
}

/** Writes both models into a folder; a runtime on them, and a registry that takes them for the real ones. */
export async function openTinyDiarization(folder: string, size = {}): Promise<TinyDiarization> {
  await writeTinySegmentation(join(folder, 'pyannote-segmentation-3'), size);
  await writeTinyEmbedding(join(folder, 'wespeaker-resnet34-lm'), size);
  const onnx = createOnnxRuntime({ device: 'cpu', threads: 1 });
  const locate: NeuralDeps['models']['locate'] = async (id) => ({
    entry: findModel(id),
    folder: join(folder, id),
    fingerprint: '',
    file: (path) => join(folder, id, path),
  });
  return { deps: { models: { locate }, onnx }, close: () => onnx.dispose() };
}
