import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngineRegistry } from '../../../gpu-container/src/engines/engine-registry.js';
import { neuralEngines } from '../../../gpu-container/src/engines/neural-engines.js';
import { findModel } from '../../../gpu-container/src/models/find-model.js';
import { Survey } from '../../../pipeline/contracts/engine-descriptor.js';
import { lockFolder } from '../models/lock-folder.js';
import { writeTinyTranslator } from './neural-translator/tiny-translator.js';
import { writeTinyVoice } from './piper/tiny-voice.js';
import { writeTinyWhisper } from './whisper/tiny-whisper.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'polydub-survey-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const survey = async (models: string, hasProgram = true, gpuTasks = 'off') => {
  const env = { POLYDUB_MODELS_FOLDER: models, POLYDUB_DEVICE: 'cpu', POLYDUB_GPU_TASKS: gpuTasks };
  const registry = createEngineRegistry({ env, hasProgram: () => hasProgram });
  const found = await registry.survey();
  await registry.dispose();
  return Survey.parse({ workerVersion: 'test', ...found });
};
const fill = async () => {
  await writeTinyWhisper(join(folder, 'whisper-base'), '_quantized');
  await writeTinyTranslator(join(folder, 'opus-mt-en-es'), { isMarked: false });
  await writeTinyTranslator(join(folder, 'nllb-200-distilled-600m'), { isMarked: true });
  await writeTinyVoice(join(folder, 'piper-sv-se-nst-medium'));
  for (const id of ['whisper-base', 'opus-mt-en-es', 'nllb-200-distilled-600m', 'piper-sv-se-nst-medium'])
    await lockFolder(join(folder, id));
};

describe('the survey of neural engines', () => {
  it('names every one that lacks its weights, with the command that brings them', async () => {
    const { missing, engines } = await survey(join(folder, 'nothing'));
    expect(engines.filter(({ tier }) => tier === 'neural')).toEqual([]);
    expect(missing.map(({ id }) => id)).toEqual(expect.arrayContaining(neuralEngines().map(({ id }) => id)));
    // only those an embedded engine would give way to
    expect(missing.filter(({ tier }) => tier === 'neural').map(({ id }) => id)).toEqual(
      neuralEngines().flatMap(({ id, quality }) => (quality > 30 ? [id] : [])),
    );
    expect(missing.find(({ id }) => id === 'whisper')).toMatchObject({
      capability: 'speech-recognizer',
      install: 'npm run models -- pull whisper-large-v3-turbo --variant int8 --trust-first',
    });
  });

  it('describes those whose weights are here: above the embedded ones, with what they reach and may be used for', async () => {
    await fill();
    const { engines, missing } = await survey(folder);
    const neural = Object.fromEntries(
      engines.filter(({ tier }) => tier === 'neural').map((engine) => [engine.id, engine]),
    );

    expect(Object.keys(neural).sort()).toEqual(['nllb', 'opus-mt', 'piper', 'whisper-base']);
    expect(neural['opus-mt']).toMatchObject({ pairs: [{ from: 'en', to: 'es' }], isCommercialUseAllowed: true });
    expect(neural['nllb']).toMatchObject({ licence: 'CC-BY-NC-4.0', isCommercialUseAllowed: false });
    expect(neural['nllb']?.pairs).toContainEqual({ from: 'sw', to: 'ja' });
    expect(neural['piper']?.languages).toEqual(['sv']);
    // the engine is here, and so is the way to the languages it does not have yet
    expect(missing.find(({ id }) => id === 'opus-mt')?.offers).toContainEqual({
      languages: ['en', 'fr'],
      install: 'npm run models -- pull opus-mt-en-fr --variant int8 --trust-first',
    });
    const best = Math.max(...engines.filter(({ tier }) => tier === 'embedded').map(({ quality }) => quality), 0);
    for (const engine of Object.values(neural)) expect(engine.quality).toBeGreaterThan(best);
  });

  it('gives an engine another fingerprint when one byte of its weights is another', async () => {
    await fill();
    const print = async () => (await survey(folder)).engines.find(({ id }) => id === 'whisper-base')?.fingerprint;
    const before = await print();
    expect(await print()).toBe(before);
    await writeFile(join(folder, 'whisper-base', 'tokenizer_config.json'), '{ "tokenizer_class": "WhisperTokenizer" }');
    await lockFolder(join(folder, 'whisper-base'));
    expect(await print()).not.toBe(before);
  });

  it('speaks for the workers with a GPU too: their weights, their device, another fingerprint', async () => {
    await fill();
    const home = join(folder, 'nllb-200-distilled-600m');
    const look = async (gpuTasks: string) => {
      const { engines, missing } = await survey(folder, true, gpuTasks);
      return {
        nllb: engines.find(({ id }) => id === 'nllb'),
        light: engines.find(({ id }) => id === 'opus-mt'),
        missing: missing.find(({ id }) => id === 'nllb'),
      };
    };
    const without = await look('off');
    expect(without.nllb).toMatchObject({ device: 'cpu' });
    expect(without.nllb).not.toHaveProperty('placement');

    // the weights of the GPU are not here: the engine works on the CPU, and it is said what would bring them
    const before = await look('cuda');
    expect(before.nllb).toEqual(without.nllb);
    expect(before.missing?.install).toContain('pull nllb-200-distilled-600m --variant fp32');

    for (const part of ['encoder_model', 'decoder_model_merged'])
      await copyFile(join(home, 'onnx', `${part}_quantized.onnx`), join(home, 'onnx', `${part}.onnx`));
    await lockFolder(home);
    const after = await look('cuda');
    expect(after.nllb).toMatchObject({ device: 'cuda', placement: 'gpu' });
    expect(after.nllb?.fingerprint).not.toBe(without.nllb?.fingerprint);
    expect(after.missing).toBeUndefined();
    expect(after.light).toEqual(without.light);
  });

  it('asks for all the weights a denoiser needs in one command', async () => {
    const { missing } = await survey(join(folder, 'nothing'));
    const install = 'npm run models -- pull gtcrn && npm run models -- pull dnsmos-p835';
    expect(missing.find(({ id }) => id === 'gtcrn')).toMatchObject({ capability: 'denoiser', install });
  });

  it('misses an engine whose program is not here', async () => {
    await fill();
    const { missing } = await survey(folder, false);
    expect(missing.find(({ id }) => id === 'piper')?.install).toBe('sudo apt-get install -y espeak-ng');
  });

  it('places no helper on a GPU: its unit goes where the engine of the unit is', () => {
    const helpers = ['denoiser', 'active-speaker', 'picture-enlarger'];
    const heavy = neuralEngines().filter(({ placement }) => placement === 'gpu');
    expect(heavy.filter(({ capability }) => helpers.includes(capability))).toEqual([]);
    expect(heavy.map(({ id }) => id)).toEqual(expect.arrayContaining(['whisper', 'nllb', 'wav2lip', 'chatterbox']));
  });

  it('knows every model its engines name', () => {
    for (const { needs, anyOf = [] } of neuralEngines())
      for (const id of [...needs, ...anyOf]) expect(findModel(id).id).toBe(id);
  });
});
