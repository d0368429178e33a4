import { join } from 'node:path';
import { createPyannoteDiarizer } from '../../gpu-container/src/engines/pyannote/create-pyannote-diarizer.js';
import { createVoiceClustersDiarizer } from '../../gpu-container/src/engines/voice-clusters/create-voice-clusters-diarizer.js';
import { createModelSource } from '../../gpu-container/src/models/create-model-source.js';
import { findModel } from '../../gpu-container/src/models/find-model.js';
import { readModelSettings } from '../../gpu-container/src/models/model-settings.js';
import { createModelStore } from '../../gpu-container/src/models/model-store.js';
import type { NeuralDeps } from '../../gpu-container/src/neural/open-model.js';
import type { Diarizer } from '../../pipeline/ports/diarizer.js';
import type { CountedRuntime } from '../neural/create-counted-runtime.js';

export interface OpenDiarizersParams {
  readonly onnx: CountedRuntime;
  /** A folder of graphs that stand in for the models, each under the model's id. */
  readonly graphs: string | undefined;
}

/** The diarizers that can work here: the embedded one, and the neural one where its weights or graphs are. */
export async function openDiarizers({
  onnx,
  graphs,
}: OpenDiarizersParams): Promise<Readonly<Record<string, Diarizer>>> {
  const models = graphs === undefined ? await openStore() : standIns(graphs);
  return {
    'voice-clusters': createVoiceClustersDiarizer(),
    ...(models && { pyannote: createPyannoteDiarizer({ models, onnx }) }),
  };
}

async function openStore(): Promise<NeuralDeps['models'] | undefined> {
  const { folder, origin } = readModelSettings(process.env);
  const blobs = () => Promise.reject(new Error('no container here'));
  const store = createModelStore({ folder, source: createModelSource({ origin, blobs }) });
  for (const id of ['pyannote-segmentation-3', 'wespeaker-resnet34-lm']) {
    if ((await store.look(id, undefined)).kind !== 'ready') return undefined;
  }
  return store;
}

const standIns = (graphs: string): NeuralDeps['models'] => ({
  locate: async (id) => {
    const folder = join(graphs, id);
    return { entry: findModel(id), folder, fingerprint: '', file: (path) => join(folder, path) };
  },
});
