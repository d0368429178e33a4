import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createHyMtTranslator } from '../../../../gpu-container/src/engines/neural-translator-hy-mt/create-hy-mt-translator.js';
import { createModelStore } from '../../../../gpu-container/src/models/model-store.js';
import { createHubSource } from '../../../../gpu-container/src/models/sources/hub-source.js';
import { createOnnxRuntime } from '../../../../gpu-container/src/onnx/onnx-runtime.js';
import type { GlossaryTerm } from '../../../../pipeline/ports/translator.js';
import { lockFolder } from '../../models/lock-folder.js';
import { testTranslator } from '../translator.suite.js';
import { writeTinyHyMt } from './tiny-hy-mt.js';

const folder = await mkdtemp(join(tmpdir(), 'polydub-hy-mt-'));
await writeTinyHyMt(join(folder, 'hy-mt2-1-8b'));
await lockFolder(join(folder, 'hy-mt2-1-8b'));
const source = createHubSource({ endpoint: 'https://nowhere.invalid' });
const models = createModelStore({ folder, source });
const onnx = createOnnxRuntime({ device: 'cpu', threads: 1 });
afterAll(async () => {
  await onnx.dispose();
  await rm(folder, { recursive: true, force: true });
});

testTranslator('hy-mt', {
  create: () => createHyMtTranslator({ models, onnx }),
  ...{ from: 'en', to: 'es', sentence: (number) => `red house ${number} world`, word: 'house' },
});

interface Asked {
  readonly texts: readonly string[];
  readonly to?: string;
  readonly glossary?: readonly GlossaryTerm[];
  readonly batchSize?: number;
}
const say = async ({ texts, to = 'es', glossary = [], batchSize = 4 }: Asked) => {
  const { segments } = await createHyMtTranslator({ models, onnx, batchSize }).translate({
    transcript: {
      language: 'en',
      segments: texts.map((text, at) => ({ id: `seg_${at}`, startMs: at, endMs: at + 1, text, words: [] })),
    },
    ...{ targetLanguage: to, glossary, onProgress: () => undefined },
    signal: new AbortController().signal,
  });
  return segments.map(({ id: _, ...segment }) => segment);
};

describe('the translating language model', () => {
  it('answers in the language it is asked for, whatever the lengths and however they are batched', async () => {
    const texts = ['hello world', 'red house', 'red', '', 'house red world', 'world red'];
    const wanted = ['hola mundo', 'rojo casa', 'rojo', '', 'casa rojo mundo', 'mundo rojo'];
    for (const batchSize of [1, 2, 8])
      expect(await say({ texts, batchSize })).toEqual(wanted.map((text) => ({ text })));
    expect(await say({ texts: ['red house'], to: 'fr-CA' })).toEqual([{ text: 'rouge maison' }]);
  });

  it('makes a term appear where it would be said otherwise', async () => {
    const glossary = [{ source: 'world', target: 'planeta' }];
    expect(await say({ texts: ['hello world', 'red house'], glossary })).toEqual([
      { text: 'hola planeta' },
      { text: 'rojo casa' },
    ]);
  });

  it('names the command that brings its weights', async () => {
    const without = createModelStore({ folder: join(folder, 'none'), source });
    const params = { transcript: { language: 'en', segments: [] }, targetLanguage: 'es', glossary: [] };
    await expect(
      createHyMtTranslator({ models: without, onnx }).translate({
        ...{ ...params, onProgress: () => undefined },
        signal: new AbortController().signal,
      }),
    ).rejects.toThrow('npm run models -- pull hy-mt2-1-8b');
  });
});
