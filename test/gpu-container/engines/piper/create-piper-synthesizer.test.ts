import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { phonemize } from '../../../../gpu-container/src/engines/espeak-phonemes/phonemize.js';
import { createPiperSynthesizer } from '../../../../gpu-container/src/engines/piper/create-piper-synthesizer.js';
import { phonemeIds } from '../../../../gpu-container/src/engines/piper/phoneme-ids.js';
import { piperVoices } from '../../../../gpu-container/src/engines/piper/piper-voices.js';
import { openWav } from '../../../../gpu-container/src/media/open-wav.js';
import { createModelStore, type ModelStore } from '../../../../gpu-container/src/models/model-store.js';
import { createHubSource } from '../../../../gpu-container/src/models/sources/hub-source.js';
import { createOnnxRuntime } from '../../../../gpu-container/src/onnx/onnx-runtime.js';
import { lockFolder } from '../../models/lock-folder.js';
import { phonemeMap, SAMPLES_PER_ID, VOICE_RATE_HZ, writeTinyVoice } from './tiny-voice.js';

const VOICE = 'piper-de-de-thorsten-medium';
let folder: string;
let models: ModelStore;
const onnx = createOnnxRuntime({ device: 'cpu', threads: 1 });
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'polydub-piper-'));
  await writeTinyVoice(join(folder, VOICE));
  await lockFolder(join(folder, VOICE));
  models = createModelStore({ folder, source: createHubSource({ endpoint: 'https://nowhere.invalid' }) });
});
afterAll(async () => {
  await onnx.dispose();
  await rm(folder, { recursive: true, force: true });
});

const synthesizer = (speak = phonemize) =>
  createPiperSynthesizer({ models, onnx, voices: piperVoices('yes'), phonemize: speak });
const say = (text: string, name: string, speak = phonemize) =>
  synthesizer(speak).synthesize({
    text,
    language: 'de',
    voice: VOICE,
    outputPath: join(folder, `${name}.wav`),
    signal: new AbortController().signal,
  });

/** The ids the tiny voice was given: each is a step of its own height. */
async function heard(name: string): Promise<readonly number[]> {
  const wav = await openWav(join(folder, `${name}.wav`));
  const samples = await wav.read(0, wav.frames);
  await wav.close();
  const loudest = Math.max(...Object.values(phonemeMap).flat());
  const top = Math.max(...samples);
  return Array.from({ length: Math.floor(samples.length / SAMPLES_PER_ID) }, (_, at) =>
    Math.round(((samples[at * SAMPLES_PER_ID + 8] ?? 0) / top) * loudest),
  );
}

describe('the Piper synthesizer', () => {
  it('gives the voice a begin, every phoneme with a blank behind it, and an end', () => {
    expect(phonemeIds('ab?☃', phonemeMap)).toEqual([1, 7, 0, 8, 0, 6, 0, 2]);
  });

  it('says each sentence of the text and writes what the voice made, sample for sample', async () => {
    // ð is the highest step, so that the loudness of every sentence is known
    const { durationMs, sampleRateHz } = await say('ignored', 'steps', async () => ['abð.', 'dð']);

    const ids = [...phonemeIds('abð.', phonemeMap), ...phonemeIds('dð', phonemeMap)];
    expect(await heard('steps')).toEqual(ids);
    expect(sampleRateHz).toBe(VOICE_RATE_HZ);
    expect(durationMs).toBeCloseTo((ids.length * SAMPLES_PER_ID * 1000) / VOICE_RATE_HZ, 3);
  });

  it('makes the same bytes every time, though the voice has noise in it', async () => {
    await say('Guten Morgen, Welt.', 'first');
    await say('Guten Morgen, Welt.', 'second');
    expect(await readFile(join(folder, 'first.wav'))).toEqual(await readFile(join(folder, 'second.wav')));
  });

  it('has voices only where their weights are', async () => {
    expect((await synthesizer().voices('de-AT')).map(({ id }) => id)).toEqual([VOICE]);
    expect(await synthesizer().voices('fr')).toEqual([]);
  });

  it('refuses a voice it does not know and a text that holds nothing', async () => {
    await expect(
      synthesizer().synthesize({
        text: 'x',
        language: 'de',
        voice: 'nobody',
        outputPath: '/x',
        signal: new AbortController().signal,
      }),
    ).rejects.toMatchObject({ code: 'request-invalid' });
    await expect(say('…!', 'nothing')).rejects.toMatchObject({ code: 'request-invalid' });
  });

  it('never mixes voices a person has to ask about with those that are free', () => {
    expect(piperVoices('yes').filter((id) => piperVoices('ask').includes(id))).toEqual([]);
    expect(piperVoices('yes').length).toBeGreaterThan(0);
  });
});

describe('phonemes from espeak-ng', () => {
  const speak = (text: string, voice: string) => phonemize({ text, voice, signal: new AbortController().signal });

  it('come sentence by sentence, with the marks that end their clauses', async () => {
    expect(await speak('Hola mundo, ¿qué tal? Bien.', 'es')).toEqual(['ˈola mˈundo, kˈe tˈal?', 'bjˈen.']);
  });

  it('keep a number whole', async () => {
    expect(await speak('3,5 metros', 'es')).toEqual(['tɾˈes koma θˈinko mˈetɾos']);
  });

  it('are decomposed, and say nothing of the language they were borrowed from', async () => {
    const [sentence = ''] = await speak('ein Computer für ça', 'de');
    expect(sentence).toBe(sentence.normalize('NFD'));
    expect(sentence).not.toMatch(/[()]/);
  });
});
