import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngineRegistry } from '../../../gpu-container/src/engines/engine-registry.js';
import { findModel } from '../../../gpu-container/src/models/find-model.js';
import type { Survey } from '../../../pipeline/contracts/engine-descriptor.js';
import { chooseEngine } from '../../../pipeline/engines/choose-engine.js';
import { separateMix } from '../separation/separate-mix.js';

const NEURAL = ['cocktail-fork', 'tiger', 'mdx-kim-2', 'mdx-voc-ft', 'demucs'] as const;
const capability = 'source-separator';

describe('separators on a machine without weights', () => {
  const folder = mkdtempSync(join(tmpdir(), 'polydub-no-weights-'));
  const registry = createEngineRegistry({ env: { POLYDUB_MODELS_FOLDER: folder, POLYDUB_DEVICE: 'cpu' } });
  let survey: Survey;
  beforeAll(async () => {
    survey = { workerVersion: 'test', ...(await registry.survey()) };
  });
  afterAll(async () => {
    await registry.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  it('are the embedded one by default, with a word on what would be better and the command for it', () => {
    const chosen = chooseEngine({ survey, capability });

    expect(chosen).toMatchObject({ id: 'centre-extraction', licence: 'part of Polydub' });
    expect(chosen.reason).toContain('cocktail-fork would be better and is not installed');
    expect(chosen.reason).toContain('npm run models -- pull cocktail-fork-mrx');
  });

  it.each([
    ['cocktail-fork', 'cocktail-fork-mrx'],
    ['tiger', 'tiger-dnr'],
    ['mdx-voc-ft', 'uvr-mdx-voc-ft'],
    ['mdx-kim-2', 'mdx-kim-vocal-2'],
    ['demucs', 'htdemucs'],
  ])('fail as missing where %s is asked for by name, with the command', (preferred, model) => {
    const choose = () => chooseEngine({ survey, capability, preferred, commercialUse: false });

    expect(choose).toThrow(expect.objectContaining({ code: 'engine-missing' }));
    expect(choose).toThrow(`npm run models -- pull ${model}`);
  });

  it.each(NEURAL)('are opened by id, and fail as missing when %s is used', async (id) => {
    const separator = await registry.sourceSeparator(id);

    expect(await registry.sourceSeparator(id)).toBe(separator);
    await expect(separateMix(separator, [new Float32Array(100)])).rejects.toMatchObject({ code: 'engine-missing' });
  });

  it('are not opened under another name', async () => {
    await expect(registry.sourceSeparator('nobody')).rejects.toMatchObject({ code: 'engine-missing' });
    await expect(registry.sourceSeparator('constructor')).rejects.toMatchObject({ code: 'engine-missing' });
  });

  it('may be used for commerce only where somebody said so', () => {
    const terms = ['cocktail-fork-mrx', 'tiger-dnr', 'uvr-mdx-voc-ft', 'mdx-kim-vocal-2', 'htdemucs'];
    expect(terms.map((id) => findModel(id).licence.commercialUse)).toEqual(['yes', 'yes', 'ask', 'ask', 'no']);
  });
});
