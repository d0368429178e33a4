import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createChatterboxCloner } from '../../../../gpu-container/src/engines/chatterbox/create-chatterbox-cloner.js';
import { readWav } from '../../../../gpu-container/src/media/read-wav.js';
import { writeWav } from '../../../../gpu-container/src/media/write-wav.js';
import { createModelStore, type ModelStore } from '../../../../gpu-container/src/models/model-store.js';
import { createHubSource } from '../../../../gpu-container/src/models/sources/hub-source.js';
import { createOnnxRuntime } from '../../../../gpu-container/src/onnx/onnx-runtime.js';
import type { SynthesizeParams } from '../../../../pipeline/ports/speech-synthesizer.js';
import { findUnpinned } from '../../models/find-unpinned.js';
import { lockFolder } from '../../models/lock-folder.js';
import { testSpeechSynthesizer } from '../speech-synthesizer.suite.js';
import {
  IDS,
  idOf,
  SAMPLES_PER_TOKEN,
  shiftOf,
  type TinyChatterboxParams,
  writeTinyChatterbox,
} from './tiny-chatterbox.js';

const MODEL = 'chatterbox-multilingual';
const RATE_HZ = 24_000;
const onnx = createOnnxRuntime({ device: 'cpu', threads: 1 });
let folder: string;

async function modelsWith(params: TinyChatterboxParams, name: string): Promise<ModelStore> {
  const models = join(folder, name);
  await writeTinyChatterbox(join(models, MODEL), params);
  await lockFolder(join(models, MODEL));
  return createModelStore({
    folder: models,
    source: createHubSource({ endpoint: 'https://nowhere.invalid' }),
    find: findUnpinned,
  });
}

/** A second of a tone whose greatest amplitude is `peak`; it comes and goes, so that another rate leaves it as it is. */
async function sample(name: string, peak: number, sampleRateHz = RATE_HZ): Promise<string> {
  const path = join(folder, name);
  const samples = Int16Array.from({ length: sampleRateHz }, (_, at) => {
    const time = at / sampleRateHz;
    return Math.round(peak * 32_768 * Math.min(1, 10 * time, 10 - 10 * time) * Math.sin(2 * Math.PI * 100 * time));
  });
  await writeWav(path, { samples, sampleRateHz, channels: 1 });
  return path;
}

let models: ModelStore;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'polydub-chatterbox-'));
  models = await modelsWith({}, 'models');
});
afterAll(async () => {
  await onnx.dispose();
  await rm(folder, { recursive: true, force: true });
});

let spoken = 0;
async function say(text: string, more: Partial<SynthesizeParams> & { readonly peak?: number } = {}, store = models) {
  const { peak = 0.5, ...params } = more;
  spoken += 1;
  const outputPath = join(folder, `said-${spoken}.wav`);
  const speech = await createChatterboxCloner({ models: store, onnx, model: MODEL }).synthesize({
    ...{ text, language: 'es', voice: 'cloned', outputPath, signal: new AbortController().signal },
    reference: { path: await sample(`sample-${spoken}.wav`, peak) },
    ...params,
  });
  const { samples } = await readWav(outputPath);
  return { speech, samples, tokens: tokensOf(samples, peak) };
}

/** The speech tokens a sound was made of, sentence by sentence, without the move the voice makes. */
function tokensOf(samples: Int16Array, peak: number): readonly (readonly number[])[] {
  const sentences: number[][] = [[]];
  for (let at = 0; at + SAMPLES_PER_TOKEN <= samples.length; ) {
    const height = samples[at + SAMPLES_PER_TOKEN / 2] ?? 0;
    if (height === 0 || samples[at] === 0) {
      const next = samples.findIndex((each, index) => index >= at && each !== 0);
      if (next < 0) break;
      sentences.push([]);
      at = next;
      continue;
    }
    sentences.at(-1)?.push(Math.round((height / 32_767 / peak) * 4096) - shiftOf(peak));
    at += SAMPLES_PER_TOKEN;
  }
  return sentences;
}
const { start, es, no, space, acute } = IDS;
const letters = (word: string): readonly number[] => [...word].map(idOf);

describe('the Chatterbox cloner', () => {
  it('reads a text as the model was trained to: its language, small letters, signs taken apart, an end', async () => {
    const { tokens, speech, samples } = await say('Sí… HOLA');
    expect(tokens).toEqual([[start, es, ...letters('si'), acute, IDS[','], space, ...letters('hola'), IDS['.']]]);
    expect(speech).toEqual({ durationMs: (samples.length * 1000) / RATE_HZ, sampleRateHz: RATE_HZ });
  });

  it('takes no marks of the model from a text', async () => {
    const { tokens } = await say('[STOP]hola[no]');
    expect(tokens).toEqual([
      [start, es, ...letters('stop'), space, ...letters('hola'), space, ...letters('no'), IDS['.']],
    ]);
  });

  it('says one sentence after the other, each with a breath between, and nothing around them', async () => {
    const { tokens, samples } = await say('Hola. ¿Y tu?');
    expect(tokens[0]).toEqual([start, es, ...letters('hola'), IDS['.']]);
    expect(tokens[1]?.slice(0, 2)).toEqual([start, es]);
    expect(tokens[1]?.at(-1)).toBe(IDS['?']);
    const margin = 0.008 * RATE_HZ;
    expect(samples.length).toBe(
      ((tokens[0]?.length ?? 0) + (tokens[1]?.length ?? 0)) * SAMPLES_PER_TOKEN + 0.15 * RATE_HZ + 2 * margin,
    );
  });

  it('sounds like its sample: another voice says the same otherwise, whatever the rate of the sample', async () => {
    const own = await say('hola');
    const other = await say('hola', { peak: 0.75 });
    expect(other.tokens).toEqual(own.tokens);
    expect(other.samples).not.toEqual(own.samples);
    const slow = await sample('slow.wav', 0.5, 16_000);
    const resampled = await say('hola', { reference: { path: slow } });
    expect(resampled.tokens).toEqual(own.tokens);
  });

  it('knows a language by another tag, and its regions', async () => {
    expect((await say('hola', { language: 'nb' })).tokens[0]?.[1]).toBe(no);
    expect((await say('hola', { language: 'es-MX' })).tokens[0]?.[1]).toBe(es);
  });

  it.each([
    ['caches are halved', { hasHalfCaches: true }],
    ['the tokenizer leaves the marks of speech to others', { marksSpeech: false }],
  ])('says the same where %s', async (name, params) => {
    const store = await modelsWith(params, name.replaceAll(' ', '-'));
    expect((await say('hola y adios', {}, store)).tokens).toEqual((await say('hola y adios')).tokens);
  });

  it('draws again what finds no end, the same way every time', async () => {
    const [one, two] = [await say('hola again'), await say('hola again')];
    expect(one.speech).not.toHaveProperty('isCutOff');
    expect(one.tokens[0]?.slice(0, 7)).toEqual([start, es, ...letters('hola'), space]);
    expect(one.samples).toEqual(two.samples);
  });

  it('cuts what never ends where a slow speaker would be done, and says so', async () => {
    const { speech, tokens } = await say('hola forever');
    expect(speech.isCutOff).toBe(true);
    // 13 characters with the full stop: 1.3 s, and a breath of 1.5 s, at 25 tokens a second
    expect(tokens[0]).toHaveLength(70);
  });

  it.each([
    ['no sample', { reference: undefined }, 'request-invalid'],
    ['nothing to say', { text: '… —' }, 'request-invalid'],
    ['a language that needs a converter', { language: 'ja' }, 'language-unreachable'],
  ])('refuses %s', async (_, more, code) => {
    const { reference, ...rest } = { text: 'hola', reference: { path: await sample('refused.wav', 0.5) }, ...more };
    const asked = { language: 'es', voice: 'cloned', outputPath: join(folder, 'refused-said.wav'), ...rest };
    const cloner = createChatterboxCloner({ models, onnx, model: MODEL });
    const signal = new AbortController().signal;
    await expect(cloner.synthesize({ ...asked, signal, ...(reference && { reference }) })).rejects.toMatchObject({
      code,
    });
  });

  it('says which command brings its weights where they are not', async () => {
    const empty = createModelStore({
      folder: join(folder, 'empty'),
      source: createHubSource({ endpoint: 'https://nowhere.invalid' }),
    });
    await expect(say('hola', {}, empty)).rejects.toMatchObject({
      code: 'engine-missing',
      message: expect.stringContaining('pull chatterbox-multilingual'),
    });
  });

  it('has no voice but that of a sample', async () => {
    const cloner = createChatterboxCloner({ models, onnx, model: MODEL });
    expect(await cloner.voices('es')).toEqual([{ id: 'cloned', language: 'es' }]);
  });
});

testSpeechSynthesizer('chatterbox', {
  create: async () => {
    const cloner = createChatterboxCloner({ models, onnx, model: MODEL });
    const reference = { path: await sample('suite.wav', 0.5) };
    return { ...cloner, synthesize: (params) => cloner.synthesize({ ...params, reference }) };
  },
  language: 'es',
  text: 'Hola, buenos dias.',
  unknown: 'ja',
});
