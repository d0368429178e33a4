import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { surveyNeuralEngines } from '../../../gpu-container/src/engines/survey-neural-engines.js';
import { findModel } from '../../../gpu-container/src/models/find-model.js';
import { createModelStore } from '../../../gpu-container/src/models/model-store.js';
import { createHubSource } from '../../../gpu-container/src/models/sources/hub-source.js';
import { reachForDevice } from '../../../gpu-container/src/onnx/reach-for-device.js';
import type { Survey } from '../../../pipeline/contracts/engine-descriptor.js';
import { chooseEngine } from '../../../pipeline/engines/choose-engine.js';
import { findUnpinned } from '../models/find-unpinned.js';
import { lockFolder } from '../models/lock-folder.js';
import { writeTinyParakeet } from './parakeet/tiny-parakeet.js';
import { writeTinyWhisper } from './whisper/tiny-whisper.js';

const capability = 'speech-recognizer';
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'polydub-recognizers-'));
  await writeTinyParakeet(join(folder, 'parakeet-tdt-v3'));
  await writeTinyWhisper(join(folder, 'whisper-large-v3-turbo'), '_quantized');
  for (const id of ['parakeet-tdt-v3', 'whisper-large-v3-turbo']) await lockFolder(join(folder, id));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What a worker whose models lie in a folder can do; the weights in it were made here, so no digest is expected. */
async function survey(models: string, find = findUnpinned): Promise<Survey> {
  const source = createHubSource({ endpoint: 'https://nowhere.invalid' });
  const store = createModelStore({ folder: models, source, find });
  const found = await surveyNeuralEngines({
    hasProgram: () => true,
    places: async () => [{ device: 'cpu' }],
    reach: (model, device) => reachForDevice({ models: store, model, device }),
  });
  return { workerVersion: 'test', ...found };
}

describe('choosing who hears, with the weights of both in the folder', () => {
  it('takes parakeet for its languages and whisper for all others', async () => {
    const here = await survey(folder);
    for (const [language, id] of [
      ['de', 'parakeet'],
      ['pt-BR', 'parakeet'],
      ['en', 'parakeet'],
      ['ja', 'whisper'],
      ['ca', 'whisper'],
    ] as const)
      expect({ language, id: chooseEngine({ survey: here, capability, language }).id }).toEqual({ language, id });
  });

  it('may be used for commerce, and names whom to thank in the licence of the receipt', async () => {
    const { licence, id } = chooseEngine({ survey: await survey(folder), capability, language: 'de' });
    expect(id).toBe('parakeet');
    expect(licence).toContain('CC-BY-4.0');
    expect(licence).toContain('NVIDIA');
  });

  it('names the command for the better one where its weights are missing', async () => {
    const { missing } = await survey(join(folder, 'nothing'), findModel);
    const absent = missing.find(({ id }) => id === 'parakeet');
    expect(absent?.install).toBe('npm run models -- pull parakeet-tdt-v3 --variant int8');
  });
});
