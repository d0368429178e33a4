import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { segmentsFromPhrases } from '../../../../gpu-container/src/engines/azure-speech/segments-from-phrases.js';
import { createParakeetRecognizer } from '../../../../gpu-container/src/engines/parakeet/create-parakeet-recognizer.js';
import { writeWav } from '../../../../gpu-container/src/media/write-wav.js';
import { createModelStore, type ModelStore } from '../../../../gpu-container/src/models/model-store.js';
import { createHubSource } from '../../../../gpu-container/src/models/sources/hub-source.js';
import { loadTransformers } from '../../../../gpu-container/src/onnx/load-transformers.js';
import { createOnnxRuntime } from '../../../../gpu-container/src/onnx/onnx-runtime.js';
import { findUnpinned } from '../../models/find-unpinned.js';
import { lockFolder } from '../../models/lock-folder.js';
import { nemoFeatures, writeRandomParakeet } from './random-parakeet.js';
import { CONFIDENCE, framesOf, hzOf, wordOf, writeTinyParakeet } from './tiny-parakeet.js';

const RATE = 16_000;
const FRAME_MS = 80;
const MODEL = 'parakeet-tdt-v3';
let folder: string;
let models: ModelStore;
const onnx = createOnnxRuntime({ device: 'cpu', threads: 1 });
const nowhere = createHubSource({ endpoint: 'https://nowhere.invalid' });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'polydub-parakeet-'));
  await writeTinyParakeet(join(folder, MODEL));
  await lockFolder(join(folder, MODEL));
  models = createModelStore({ folder, source: nowhere, find: findUnpinned });
});
afterAll(async () => {
  await onnx.dispose();
  await rm(folder, { recursive: true, force: true });
});

/** One tone a second, each in its bin; `undefined` is a second of silence. */
async function writeTones(name: string, bins: ReadonlyArray<number | undefined>): Promise<string> {
  const samples = new Int16Array(bins.length * RATE);
  for (const [second, bin] of bins.entries())
    for (let at = 0; bin !== undefined && at < RATE; at++)
      samples[second * RATE + at] = 12_000 * Math.sin((2 * Math.PI * hzOf(bin) * at) / RATE);
  const path = join(folder, `${name}.wav`);
  await writeWav(path, { samples, sampleRateHz: RATE, channels: 1 });
  return path;
}

type Pieces = ReadonlyArray<readonly [startS: number, endS: number]>;
const recognizer = (pieces: Pieces, batchSize = 4, store = models) =>
  createParakeetRecognizer({
    ...{ models: store, onnx, batchSize, segment: segmentsFromPhrases },
    detector: { detect: async () => [{ startMs: 0, endMs: 1 }] },
    cut: () => pieces.map(([startS, endS]) => ({ startMs: startS * 1000, endMs: endS * 1000 })),
  });
const hear = (speechPath: string, pieces: Pieces, batchSize?: number, language = 'de') =>
  recognizer(pieces, batchSize).recognize({
    ...{ speechPath, language, onProgress: () => undefined },
    signal: new AbortController().signal,
  });

describe('the Parakeet recognizer', () => {
  it('hears every word at its frame, for as long as the model says, as certain as it is', async () => {
    const bins = [21, 70, 33, 48, 64, 57];
    const { segments, language } = await hear(await writeTones('tones', bins), [[0, 6]]);

    expect(language).toBe('de');
    const words = segments.flatMap((segment) => segment.words);
    expect(words.map(({ text }) => text)).toEqual(bins.map(wordOf));
    for (const [second, word] of words.entries()) {
      expect(Math.abs(word.startMs - second * 1000)).toBeLessThanOrEqual(FRAME_MS);
      expect(word.startMs % FRAME_MS).toBe(0);
      expect(word.endMs - word.startMs).toBe(Math.max(1, framesOf(bins[second] ?? 0)) * FRAME_MS);
      expect(word.confidence).toBeCloseTo(CONFIDENCE, 3);
    }
  });

  it('says the same whether pieces are heard one by one or in batches, on the recording’s timeline', async () => {
    const bins = [21, 70, undefined, 33, 48, 29, undefined, undefined, 62, 31, 44, 55];
    const path = await writeTones('pieces', bins);
    const pieces = [
      [0, 3],
      [3, 7],
      [8, 12],
    ] as const;

    const [alone, together] = [await hear(path, pieces, 1), await hear(path, pieces, 3)];

    expect(together).toEqual(alone);
    const words = together.segments.flatMap((segment) => segment.words);
    const spoken = bins.flatMap((bin, second) => (bin === undefined ? [] : [{ bin, second }]));
    expect(words.map(({ text }) => text)).toEqual(spoken.map(({ bin }) => wordOf(bin)));
    for (const [at, { second }] of spoken.entries())
      expect(Math.abs((words[at]?.startMs ?? 0) - second * 1000)).toBeLessThanOrEqual(FRAME_MS);
  });

  it('hears a piece too short for the model as one with silence behind it', async () => {
    const { segments } = await hear(await writeTones('short', [41]), [[0, 0.1]]);
    expect(segments.map(({ text }) => text)).toEqual(['b41']);
    expect(segments[0]?.words[0]?.endMs).toBeLessThanOrEqual(100);
  });

  it('refuses a language the model was not made for, before it loads anything', async () => {
    await expect(hear(await writeTones('japanese', [21]), [[0, 1]], 1, 'ja')).rejects.toMatchObject({
      code: 'language-unreachable',
    });
  });

  it('says so when it is to find out the language and the words do not tell it', async () => {
    await expect(hear(await writeTones('unknown', [21, 33]), [[0, 2]], 1, 'und')).rejects.toMatchObject({
      code: 'language-unreachable',
      message: expect.stringContaining('whisper'),
    });
  });

  it('says that nobody speaks when silence is all there is', async () => {
    await expect(hear(await writeTones('empty', [undefined]), [[0, 1]])).rejects.toMatchObject({ code: 'no-speech' });
  });

  it('names the command that brings its weights', async () => {
    const without = createModelStore({ folder: join(folder, 'none'), source: nowhere });
    await expect(
      recognizer([[0, 1]], 1, without).recognize({
        ...{ speechPath: 'none.wav', language: 'de', onProgress: () => undefined },
        signal: new AbortController().signal,
      }),
    ).rejects.toMatchObject({
      code: 'engine-missing',
      message: expect.stringContaining(`npm run models -- pull ${MODEL} --variant int8`),
    });
  });

  it('stops when it is told to', async () => {
    const speechPath = await writeTones('stopped', [20, 30]);
    await expect(
      recognizer([[0, 2]]).recognize({
        ...{ speechPath, language: 'de', onProgress: () => undefined },
        signal: AbortSignal.abort(),
      }),
    ).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('gives a model of the true architecture the same words alone and in a batch', async () => {
    const other = join(folder, 'random');
    await writeRandomParakeet(join(other, MODEL), '.int8', { layers: 1, words: 300 });
    await lockFolder(join(other, MODEL));
    const random = createModelStore({ folder: other, source: nowhere, find: findUnpinned });
    const speechPath = await writeTones('random', [20, 71, 35, 48, 62, 33, 51, 24]);
    const pieces = [
      [0, 2],
      [1, 5],
      [2, 8],
      [7, 7.5],
    ] as const;
    const listen = (batchSize: number) =>
      recognizer(pieces, batchSize, random).recognize({
        ...{ speechPath, language: 'de', onProgress: () => undefined },
        signal: new AbortController().signal,
      });

    const alone = await listen(1);

    const words = alone.segments.flatMap((segment) => segment.words.map(({ text }) => text));
    expect(new Set(words).size).toBeGreaterThan(5);
    expect(await listen(4)).toEqual(alone);
  });
});

describe('the features NeMo documents', () => {
  it('are what transformers.js reckons too, to three decimals', async () => {
    await nemoFeatures().write(join(folder, 'features.onnx'));
    const session = await onnx.open({ modelPath: join(folder, 'features.onnx') });
    const samples = Float32Array.from(
      { length: 16_000 },
      (_, at) => 0.3 * Math.sin((at * at) / 40_000) + 0.01 * Math.sin(at * at),
    );
    const { features } = await session.run({
      waveforms: { type: 'float32', data: samples, dims: [1, samples.length] },
      waveforms_lens: { type: 'int64', data: BigInt64Array.of(BigInt(samples.length)), dims: [1] },
    });
    await mkdir(join(folder, 'extractor'), { recursive: true });
    const settings = { feature_extractor_type: 'ParakeetFeatureExtractor', feature_size: 128, sampling_rate: 16_000 };
    await writeFile(
      join(folder, 'extractor', 'preprocessor_config.json'),
      JSON.stringify({ ...settings, hop_length: 160, n_fft: 512, win_length: 400, preemphasis: 0.97 }),
    );
    const extractor = await (await loadTransformers(folder)).AutoFeatureExtractor.from_pretrained('extractor');
    const { input_features: reference } = await extractor(samples);
    const [, frames = 0] = reference.dims;
    expect(features?.dims).toEqual([1, 128, frames]);
    let furthest = 0;
    for (let frame = 0; frame < frames; frame++)
      for (let band = 0; band < 128; band++) {
        const ours = Number(features?.data[band * frames + frame]);
        furthest = Math.max(furthest, Math.abs(ours - reference.data[frame * 128 + band]));
      }
    expect(furthest).toBeLessThan(0.001);
  });
});
