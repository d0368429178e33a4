import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { segmentsFromPhrases } from '../../../../gpu-container/src/engines/azure-speech/segments-from-phrases.js';
import { createWhisperRecognizer } from '../../../../gpu-container/src/engines/whisper/create-whisper-recognizer.js';
import { writeWav } from '../../../../gpu-container/src/media/write-wav.js';
import { createModelStore, type ModelStore } from '../../../../gpu-container/src/models/model-store.js';
import { createHubSource } from '../../../../gpu-container/src/models/sources/hub-source.js';
import { createOnnxRuntime } from '../../../../gpu-container/src/onnx/onnx-runtime.js';
import { lockFolder } from '../../models/lock-folder.js';
import { writeRandomWhisper } from './random-whisper.js';
import { wordOf, writeTinyWhisper } from './tiny-whisper.js';

const RATE = 16_000;
const never = new AbortController().signal;
let folder: string;
let models: ModelStore;
const onnx = createOnnxRuntime({ device: 'cpu', threads: 1 });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'polydub-whisper-'));
  await writeTinyWhisper(join(folder, 'whisper-base'), '_quantized');
  await lockFolder(join(folder, 'whisper-base'));
  models = createModelStore({ folder, source: createHubSource({ endpoint: 'https://nowhere.invalid' }) });
});
afterAll(async () => {
  await onnx.dispose();
  await rm(folder, { recursive: true, force: true });
});

/** The middle of a band of the Slaney mel scale with 80 bands up to 8 kHz, as librosa defines it. */
function middleHz(band: number): number {
  const toMel = (hz: number) => (hz < 1000 ? (hz * 3) / 200 : 15 + Math.log(hz / 1000) / (Math.log(6.4) / 27));
  const toHz = (mel: number) => (mel < 15 ? (mel * 200) / 3 : 1000 * Math.exp((mel - 15) * (Math.log(6.4) / 27)));
  return toHz(((band + 1) * toMel(8000)) / 81);
}

/** One tone a second, each in the middle of its band; `undefined` is a second of silence. */
async function writeTones(name: string, bands: ReadonlyArray<number | undefined>): Promise<string> {
  const samples = new Int16Array(bands.length * RATE);
  for (const [second, band] of bands.entries()) {
    if (band === undefined) continue;
    for (let at = 0; at < RATE; at++)
      samples[second * RATE + at] = 8000 * Math.sin((2 * Math.PI * middleHz(band) * at) / RATE);
  }
  const path = join(folder, `${name}.wav`);
  await writeWav(path, { samples, sampleRateHz: RATE, channels: 1 });
  return path;
}

const recognizer = (pieces: ReadonlyArray<readonly [startS: number, endS: number]>, batchSize = 4) =>
  createWhisperRecognizer({
    models,
    onnx,
    model: 'whisper-base',
    batchSize,
    detector: { detect: async () => [{ startMs: 0, endMs: 1 }] },
    cut: () => pieces.map(([startS, endS]) => ({ startMs: startS * 1000, endMs: endS * 1000 })),
    segment: segmentsFromPhrases,
  });
const hear = (
  speechPath: string,
  language: string,
  pieces: ReadonlyArray<readonly [number, number]>,
  batchSize?: number,
) => recognizer(pieces, batchSize).recognize({ speechPath, language, signal: never, onProgress: () => undefined });

describe('the Whisper recognizer', () => {
  it('hears what the mel spectrogram holds, word by word, each at its time', async () => {
    const bands = [20, 71, 35, 48, 62];
    const { segments, language } = await hear(await writeTones('tones', bands), 'es', [[0, 5]]);

    expect(language).toBe('es');
    const words = segments.flatMap((segment) => segment.words);
    expect(words.map(({ text }) => text)).toEqual(bands.map(wordOf));
    for (const [second, word] of words.entries()) {
      expect(Math.abs(word.startMs - second * 1000)).toBeLessThanOrEqual(80);
      expect(Math.abs(word.endMs - (second + 1) * 1000)).toBeLessThanOrEqual(80);
      expect(word.confidence).toBeGreaterThan(0);
    }
    expect(segments.map(({ text }) => text).join(' ')).toBe(bands.map(wordOf).join(' '));
  });

  it('says the same whether pieces are heard one by one or in batches, on the recording’s timeline', async () => {
    const bands = [20, 71, undefined, 35, 48, 29, undefined, undefined, 62, 30, 44, 55];
    const path = await writeTones('pieces', bands);
    const pieces = [
      [0, 3],
      [3, 7],
      [8, 12],
    ] as const;

    const [alone, together] = [await hear(path, 'es', pieces, 1), await hear(path, 'es', pieces, 3)];

    expect(together).toEqual(alone);
    const words = together.segments.flatMap((segment) => segment.words);
    const spoken = bands.flatMap((band, second) => (band === undefined ? [] : [{ band, second }]));
    expect(words.map(({ text }) => text)).toEqual(spoken.map(({ band }) => wordOf(band)));
    for (const [at, { second }] of spoken.entries())
      expect(Math.abs((words[at]?.startMs ?? 0) - second * 1000)).toBeLessThanOrEqual(80);
  });

  it('finds out the language when it is not told', async () => {
    const { language } = await hear(await writeTones('unknown', [20, 30]), 'und', [[0, 2]]);
    expect(language).toBe('es');
  });

  it('refuses a language the model was not made for', async () => {
    await expect(hear(await writeTones('danish', [20]), 'da', [[0, 1]])).rejects.toMatchObject({
      code: 'language-unreachable',
    });
  });

  it('asks in the language it was told: the model, which insists on Spanish, stumbles over English', async () => {
    const { segments } = await hear(await writeTones('english', [20, 30]), 'en', [[0, 2]]);
    expect(segments[0]?.words[0]?.text).toBe(wordOf(0));
  });

  it('says that nobody speaks when no pieces are left to hear', async () => {
    await expect(hear(await writeTones('empty', [20]), 'es', [])).rejects.toMatchObject({ code: 'no-speech' });
  });

  it('names the command that brings its weights', async () => {
    const without = createModelStore({
      folder: join(folder, 'none'),
      source: createHubSource({ endpoint: 'https://nowhere.invalid' }),
    });
    const deaf = createWhisperRecognizer({
      models: without,
      onnx,
      model: 'whisper-base',
      detector: { detect: async () => [] },
      cut: () => [],
      segment: segmentsFromPhrases,
    });
    await expect(
      deaf.recognize({ speechPath: 'none.wav', language: 'es', signal: never, onProgress: () => undefined }),
    ).rejects.toThrow('npm run models -- pull whisper-base --variant int8 --trust-first');
  });

  it('stops when it is told to', async () => {
    const stop = new AbortController();
    const path = await writeTones('stopped', [20, 30]);
    stop.abort();
    await expect(
      recognizer([[0, 2]]).recognize({
        speechPath: path,
        language: 'es',
        signal: stop.signal,
        onProgress: () => undefined,
      }),
    ).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('gives a model of the true architecture the same words alone and in a batch', async () => {
    const other = join(folder, 'random');
    const size = { width: 64, layers: 2, heads: 4, tokens: 12 };
    await writeRandomWhisper(join(other, 'whisper-base'), '_quantized', size);
    await lockFolder(join(other, 'whisper-base'));
    const random = createModelStore({
      folder: other,
      source: createHubSource({ endpoint: 'https://nowhere.invalid' }),
    });
    const path = await writeTones('random', [20, 71, 35, 48, 62, 33]);
    const listen = (batchSize: number) =>
      createWhisperRecognizer({
        models: random,
        onnx,
        model: 'whisper-base',
        batchSize,
        detector: { detect: async () => [{ startMs: 0, endMs: 1 }] },
        cut: () => [0, 1, 2, 3, 4].map((second) => ({ startMs: second * 1000, endMs: second * 1000 + 2000 })),
        segment: segmentsFromPhrases,
      }).recognize({ speechPath: path, language: 'es', signal: never, onProgress: () => undefined });

    const alone = await listen(1);

    expect(alone.segments.flatMap(({ words }) => words).length).toBeGreaterThan(5);
    expect(await listen(4)).toEqual(alone);
  });
});
