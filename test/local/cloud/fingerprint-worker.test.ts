import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fingerprintWorker } from '../../../local/cloud/fingerprint-worker.js';
import { managedEngineSettings } from '../../../local/cloud/managed-engine-settings.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'polydub-fingerprint-'));
  for (const part of ['gpu-container', 'pipeline', 'platform'])
    await mkdir(join(folder, 'dist', part), { recursive: true });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the name of the worker on this machine', () => {
  it('changes when a model is pulled, so that its engines are surveyed again', async () => {
    const models = join(folder, 'models');
    const name = () => fingerprintWorker(join(folder, 'dist'), { POLYDUB_MODELS_FOLDER: models });
    const bare = await name();
    expect(await name()).toBe(bare);

    await mkdir(join(models, 'whisper-base'), { recursive: true });
    await writeFile(join(models, 'whisper-base', 'model.lock.json'), '{}');

    expect(await name()).not.toBe(bare);
  });

  it('is told where the models are, and no secret beside it', () => {
    const env = {
      POLYDUB_MODELS_FOLDER: '/models',
      POLYDUB_MODELS_ORIGIN: 'hub',
      POLYDUB_DEVICE: 'cpu',
      HF_TOKEN: 'hf_x',
      SECRET: 'x',
    };
    expect(managedEngineSettings(env)).toEqual({
      POLYDUB_MODELS_FOLDER: '/models',
      POLYDUB_MODELS_ORIGIN: 'hub',
      POLYDUB_DEVICE: 'cpu',
    });
  });
});
