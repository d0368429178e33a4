import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readClauses } from '../../../../gpu-container/src/engines/espeak-phonemes/read-clauses.js';
import { createPiperSynthesizer } from '../../../../gpu-container/src/engines/piper/create-piper-synthesizer.js';
import { exposeDurations } from '../../../../gpu-container/src/engines/piper/expose-durations.js';
import { phonemeIds } from '../../../../gpu-container/src/engines/piper/phoneme-ids.js';
import { piperVoices } from '../../../../gpu-container/src/engines/piper/piper-voices.js';
import { readSentences } from '../../../../gpu-container/src/engines/piper/read-sentences.js';
import { openWav } from '../../../../gpu-container/src/media/open-wav.js';
import { findModel } from '../../../../gpu-container/src/models/find-model.js';
import { createModelStore, type ModelStore } from '../../../../gpu-container/src/models/model-store.js';
import { createHubSource } from '../../../../gpu-container/src/models/sources/hub-source.js';
import { createOnnxRuntime } from '../../../../gpu-container/src/onnx/onnx-runtime.js';
import type { ReadAloud } from '../../../../gpu-container/src/speaking/read-aloud.js';
import { lockFolder } from '../../models/lock-folder.js';
import { TestGraph } from '../../onnx/test-graph.js';
import { framesOf, phonemeMap, SAMPLES_PER_ID, VOICE_RATE_HZ, writeTinyVoice } from './tiny-voice.js';

const VOICE = 'piper-sv-se-nst-medium';
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

const synthesizer = (read: ReadAloud = readClauses) =>
  createPiperSynthesizer({ models, onnx, voices: piperVoices('yes'), read });
/** Reads words as they are written; each sentence is a clause. */
const asWritten: ReadAloud = async ({ text }) =>
  text.split(/(?<=\.) /u).map((sentence) => ({
    words: sentence
      .replace('.', '')
      .split(' ')
      .map((word) => ({ text: word, ipa: word, isJoined: false })),
    mark: sentence.endsWith('.') ? '.' : '',
  }));
const signsOf = (sentence: string) => [...sentence].map((sign) => ({ sign }));
const idsOf = (sentence: string) => phonemeIds(signsOf(sentence), phonemeMap).ids;
const say = (text: string, name: string, speak?: ReadAloud) =>
  synthesizer(speak).synthesize({
    text,
    language: 'sv',
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
  it('gives the voice a begin and every phoneme with a blank behind it, and an end', () => {
    // OHF-Voice/piper1-gpl, docs/ALIGNMENTS.md: [1, 0, id1, 0, id2, 0, ..., 2]
    expect(idsOf('ab?☃')).toEqual([1, 0, 7, 0, 8, 0, 6, 0, 2]);
  });

  it('says each sentence of the text and writes what the voice made, sample for sample', async () => {
    // ð is the highest step, so that the loudness of every sentence is known
    const { durationMs, sampleRateHz } = await say('abð. dð', 'steps', asWritten);

    const ids = [...idsOf('abð.'), ...idsOf('dð')];
    expect(await heard('steps')).toEqual(ids);
    expect(sampleRateHz).toBe(VOICE_RATE_HZ);
    expect(durationMs).toBeCloseTo((ids.length * SAMPLES_PER_ID * 1000) / VOICE_RATE_HZ, 3);
  });

  it('tells when each word and each sound is heard, from durations the voice keeps to itself', async () => {
    const { words, phonemes = [] } = await say('ab tːu. dð', 'times', asWritten);

    /** When the n-th id of a sentence begins, in ms, by the frames the voice tells. */
    const clock = (sentence: string, startMs: number) => {
      const frames = idsOf(sentence).map(framesOf);
      const sum = (count: number) => frames.slice(0, count).reduce((total, each) => total + each, 0);
      const lengthMs = (frames.length * SAMPLES_PER_ID * 1000) / VOICE_RATE_HZ;
      const at = (id: number): number => startMs + (sum(id) * lengthMs) / sum(frames.length);
      return { at, lengthMs, between: (id: number) => (at(id) + at(id + 2)) / 2 };
    };
    // a begin with its blank, two ids a sign, an end; a space half to each side
    const first = clock('ab tːu.', 0);
    const second = clock('dð', first.lengthMs);
    const near = (ms: number) => expect.closeTo(ms, 0);
    expect(words).toEqual([
      { text: 'ab', startMs: near(first.at(2)), endMs: near(first.between(6)) },
      { text: 'tːu', startMs: near(first.between(6)), endMs: near(first.at(14)) },
      { text: 'dð', startMs: near(second.at(2)), endMs: near(second.at(6)) },
    ]);
    expect(phonemes.map(({ ipa }) => ipa)).toEqual(['a', 'b', 'tː', 'u', 'd', 'ð']);
    expect(phonemes[2]).toEqual({ ipa: 'tː', startMs: near(first.between(6)), endMs: near(first.at(12)) });
  });

  it('adds that output to a graph once, and to none that has no durations or several', async () => {
    const voice = await readFile(join(folder, VOICE, 'voice.onnx'));
    const addition = exposeDurations(voice);
    expect(addition?.length).toBeLessThan(40);
    expect(exposeDurations(Buffer.concat([voice, addition ?? Buffer.alloc(0)]))).toBeUndefined();
    expect(exposeDurations(Buffer.from('no graph at all'))).toBeUndefined();
    const graph = new TestGraph();
    for (const name of ['a', 'b']) graph.output(name, graph.node('Ceil', [graph.floats([1])]), 'float32', [1]);
    expect(exposeDurations(graph.toModel())).toBeUndefined();
  });

  it('makes the same bytes every time, though the voice has noise in it', async () => {
    await say('Guten Morgen, Welt.', 'first');
    await say('Guten Morgen, Welt.', 'second');
    expect(await readFile(join(folder, 'first.wav'))).toEqual(await readFile(join(folder, 'second.wav')));
  });

  it('has voices only where their weights are', async () => {
    expect((await synthesizer().voices('sv-FI')).map(({ id }) => id)).toEqual([VOICE]);
    expect(await synthesizer().voices('nl')).toEqual([]);
  });

  it('refuses a voice it does not know and a text that holds nothing', async () => {
    await expect(
      synthesizer().synthesize({
        text: 'x',
        language: 'sv',
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
    for (const id of piperVoices('yes')) expect(findModel(id).licence).toMatchObject({ commercialUse: 'yes' });
    for (const id of piperVoices('ask')) expect(findModel(id).licence.commercialUse).not.toBe('yes');
  });
});

describe('phonemes from espeak-ng', () => {
  const speak = async (text: string, voice: string) => {
    const read = { text, voice, read: readClauses, signal: new AbortController().signal };
    return (await readSentences(read)).sentences.map((signs) => signs.map(({ sign }) => sign).join(''));
  };

  it('come sentence by sentence, with the marks that end their clauses', async () => {
    expect(await speak('Hola mundo, ¿qué tal? Bien.', 'es')).toEqual(['ˈola mˈundo, kˈe tˈal?', 'bjˈen.']);
  });

  it('keep a number whole', async () => {
    expect(await speak('3,5 metros', 'es')).toEqual(['tɾˈes koma θˈinko mˈetɾos']);
  });

  it('have no ties, which voices do not know', async () => {
    expect(await speak('mucho chico', 'es')).toEqual(['mˈutʃo tʃˈiko']);
  });

  it('are decomposed, and say nothing of the language they were borrowed from', async () => {
    const [sentence = ''] = await speak('ein Computer für ça', 'de');
    expect(sentence).toBe(sentence.normalize('NFD'));
    expect(sentence).not.toMatch(/[()]/);
  });
});
