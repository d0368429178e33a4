import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createNeuralTranslator } from '../../../../gpu-container/src/engines/neural-translator/create-neural-translator.js';
import { createModelStore, type ModelStore } from '../../../../gpu-container/src/models/model-store.js';
import { createHubSource } from '../../../../gpu-container/src/models/sources/hub-source.js';
import { createOnnxRuntime } from '../../../../gpu-container/src/onnx/onnx-runtime.js';
import type { GlossaryTerm } from '../../../../pipeline/ports/translator.js';
import { lockFolder } from '../../models/lock-folder.js';
import { writeRandomTranslator } from './random-translator.js';
import { writeTinyTranslator } from './tiny-translator.js';

let folder: string;
let models: ModelStore;
const onnx = createOnnxRuntime({ device: 'cpu', threads: 1 });
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'polydub-translate-'));
  for (const [id, isMarked] of [
    ['opus-mt-en-es', false],
    ['nllb-200-distilled-600m', true],
  ] as const) {
    await writeTinyTranslator(join(folder, id), { isMarked });
    await lockFolder(join(folder, id));
  }
  models = createModelStore({ folder, source: createHubSource({ endpoint: 'https://nowhere.invalid' }) });
});
afterAll(async () => {
  await onnx.dispose();
  await rm(folder, { recursive: true, force: true });
});

interface Asked {
  readonly family?: 'opus-mt' | 'nllb';
  readonly to?: string;
  readonly texts: readonly string[];
  readonly glossary?: readonly GlossaryTerm[];
  readonly batchSize?: number;
  readonly beams?: number;
  readonly signal?: AbortSignal;
}
const translate = ({ family = 'opus-mt', to = 'es', texts, glossary = [], batchSize = 4, beams = 4, signal }: Asked) =>
  createNeuralTranslator({ models, onnx, family, batchSize, beams }).translate({
    transcript: {
      language: 'en',
      segments: texts.map((text, at) => ({ id: `seg_${at}`, startMs: at, endMs: at + 1, text, words: [] })),
    },
    targetLanguage: to,
    glossary,
    signal: signal ?? new AbortController().signal,
    onProgress: () => undefined,
  });

describe.each(['opus-mt', 'nllb'] as const)('%s', (family) => {
  it('translates every segment in its place, whatever their lengths and however they are batched', async () => {
    const texts = ['hello world', 'red house hello red world', '', 'world', '…', 'house red world hello'];
    const wanted = ['hola mundo', 'rojo casa hola rojo mundo', '', 'mundo', '…', 'casa rojo mundo hola'];
    for (const batchSize of [1, 2, 8]) {
      const { segments } = await translate({ family, texts, batchSize });
      expect(segments.map(({ id, text }) => [id, text])).toEqual(wanted.map((text, at) => [`seg_${at}`, text]));
    }
  });

  it('makes a glossary term appear that the model would say otherwise', async () => {
    const glossary = [{ source: 'world', target: 'planeta' }];
    const { segments } = await translate({ family, texts: ['hello world', 'red house'], glossary });
    expect(segments).toEqual([
      { id: 'seg_0', text: 'hola planeta' },
      { id: 'seg_1', text: 'rojo casa' },
    ]);
  });

  it('leaves alone what the model says right by itself', async () => {
    const { segments } = await translate({
      family,
      texts: ['hello world'],
      glossary: [{ source: 'world', target: 'mundo' }],
    });
    expect(segments).toEqual([{ id: 'seg_0', text: 'hola mundo' }]);
  });

  it('loses nothing of a sentence longer than the model takes at once', async () => {
    const text = `${Array.from({ length: 240 }, () => 'red house').join(' ')} world`;
    const { segments } = await translate({ family, texts: [text] });
    expect(segments[0]?.text).toBe(`${Array.from({ length: 240 }, () => 'rojo casa').join(' ')} mundo`);
  });

  it('says the same with one translation followed at once and with four', async () => {
    const texts = ['red house hello', 'world'];
    const glossary = [{ source: 'world', target: 'planeta' }];
    const [one, four] = [
      await translate({ family, texts, glossary, beams: 1 }),
      await translate({ family, texts, glossary }),
    ];
    expect(one).toEqual(four);
  });

  it('stops when it is told to', async () => {
    const stop = new AbortController();
    stop.abort();
    await expect(translate({ family, texts: ['hello'], signal: stop.signal })).rejects.toMatchObject({
      code: 'cancelled',
    });
  });
});

describe('the directions', () => {
  it('of nllb follow the mark of the target', async () => {
    const { segments } = await translate({ family: 'nllb', to: 'fr-CA', texts: ['red house'] });
    expect(segments[0]?.text).toBe('rouge maison');
  });

  it('of opus-mt are a model each: one that is not here is named with its command', async () => {
    await expect(translate({ to: 'de', texts: ['hello'] })).rejects.toThrow('npm run models -- pull opus-mt-en-de');
  });

  it('that nobody made are refused', async () => {
    for (const family of ['opus-mt', 'nllb'] as const)
      await expect(translate({ family, to: 'tlh', texts: ['hello'] })).rejects.toMatchObject({
        code: 'language-unreachable',
      });
  });
});

describe('a model of the true architecture', () => {
  it('says the same alone and in a batch, and something likelier when more is followed', async () => {
    const other = join(folder, 'random');
    await writeRandomTranslator(join(other, 'opus-mt-en-es'), { width: 64, layers: 2, heads: 4, vocabulary: 400 });
    await lockFolder(join(other, 'opus-mt-en-es'));
    const random = createModelStore({
      folder: other,
      source: createHubSource({ endpoint: 'https://nowhere.invalid' }),
    });
    const texts = ['hello world', 'red house hello red world', 'world', 'house red world hello', 'red red red'];
    const say = async (batchSize: number, beams: number) => {
      const translator = createNeuralTranslator({ models: random, onnx, family: 'opus-mt', batchSize, beams });
      const { segments } = await translator.translate({
        transcript: {
          language: 'en',
          segments: texts.map((text, at) => ({ id: `seg_${at}`, startMs: at, endMs: at + 1, text, words: [] })),
        },
        ...{ targetLanguage: 'es', glossary: [], onProgress: () => undefined },
        signal: new AbortController().signal,
      });
      return segments.map(({ text }) => text);
    };

    const alone = await say(1, 4);

    expect(new Set(alone).size).toBeGreaterThan(2);
    for (const batchSize of [2, 5]) expect(await say(batchSize, 4)).toEqual(alone);
    expect(await say(5, 1)).toEqual(await say(1, 1));
    expect(await say(5, 1)).not.toEqual(alone);
  });
});
