import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createModelStore, type ModelStore } from '../../gpu-container/src/models/model-store.js';
import { createFolderSource } from '../../gpu-container/src/models/sources/folder-source.js';
import { samplePath } from './sample-path.js';

/** A store that holds the real weights of these models, or undefined where the samples are not on this machine. */
export async function sampleModels(ids: readonly string[]): Promise<ModelStore | undefined> {
  const samples = samplePath('models');
  if (samples === undefined) return undefined;
  const store = createModelStore({
    folder: join(tmpdir(), 'polydub-sample-models'),
    source: createFolderSource(samples),
  });
  for (const id of ids) await store.pull(id, {});
  return store;
}
