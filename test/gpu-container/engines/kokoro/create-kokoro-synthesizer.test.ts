import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { splitClauses } from '../../../../gpu-container/src/engines/espeak-phonemes/split-clauses.js';
import { createKokoroSynthesizer } from '../../../../gpu-container/src/engines/kokoro/create-kokoro-synthesizer.js';
import { KOKORO_VOICES } from '../../../../gpu-container/src/engines/kokoro/kokoro-voices.js';
import { readWav } from '../../../../gpu-container/src/media/read-wav.js';
import { findModel } from '../../../../gpu-container/src/models/find-model.js';
import { createModelStore, type ModelStore } from '../../../../gpu-container/src/models/model-store.js';
import { createHubSource } from '../../../../gpu-container/src/models/sources/hub-source.js';
import { loadTransformers } from '../../../../gpu-container/src/onnx/load-transformers.js';
import { createOnnxRuntime } from '../../../../gpu-container/src/onnx/onnx-runtime.js';
import type { ReadAloud } from '../../../../gpu-container/src/speaking/read-aloud.js';
import { FRAME_SAMPLES, framesOf, kokoroSymbols, readFrames, writeTinyKokoro } from './tiny-kokoro.js';

const RATE_HZ = 24_000;
/** Kept around the sound, so that soft onsets are not clipped. */
const MARGIN = 192;
const onnx = createOnnxRuntime({ device: 'cpu', threads: 1 });
let folder: string;
let models: ModelStore;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'polydub-kokoro-'));
  await writeTinyKokoro(join(folder, 'kokoro-82m'));
  models = createModelStore({ folder, source: createHubSource({ endpoint: 'https://nowhere.invalid' }) });
});
afterAll(async () => {
  await onnx.dispose();
  await rm(folder, { recursive: true, force: true });
});

/** Reads letters as themselves, or as what is given. */
const reading =
  (ipa?: string): ReadAloud =>
  async ({ text }) =>
    splitClauses(text).map(({ words, mark }) => ({
      words: words.map((word) => ({ text: word.text, ipa: ipa ?? word.spoken, isJoined: false })),
      mark,
    }));
const asWritten = reading();
let count = 0;
interface SayParams {
  readonly text: string;
  readonly language?: string;
  readonly voice?: string;
  readonly durationMs?: number;
  readonly read?: ReadAloud;
  readonly signal?: AbortSignal;
}
const say = async ({ read = asWritten, ...more }: SayParams) => {
  const outputPath = join(folder, `${count++}.wav`);
  const signal = new AbortController().signal;
  const synthesizer = createKokoroSynthesizer({ models, onnx, read });
  const spoken = await synthesizer.synthesize({ language: 'es', voice: 'ef_dora', signal, ...more, outputPath });
  return { ...spoken, outputPath, ...(await readWav(outputPath)) };
};

const idsOf = (text: string): readonly number[] => [...text].map((sign) => kokoroSymbols.get(sign) ?? -1);
/** What the tiny graph makes of a text, in frames. */
const framesFor = (text: string, speed = 1): readonly number[] =>
  idsOf(text).flatMap((id) => Array.from({ length: framesOf(id, speed) }, () => id));

describe('the Kokoro synthesizer', () => {
  it('gives the graph every sign of the text between two silences, and the row of the voice for their number', async () => {
    const { samples, durationMs } = await say({ text: 'la paz, sí.' });

    const heard = readFrames(samples, MARGIN);
    expect(heard.map(({ id }) => id)).toEqual(framesFor('la paz, si.'));
    expect(new Set(heard.map(({ row }) => row))).toEqual(new Set(['la paz, si.'.length]));
    // the silences are there to be cut: one at each end, held for a frame
    expect(durationMs).toBeCloseTo(((heard.length * FRAME_SAMPLES + 2 * MARGIN) * 1000) / RATE_HZ, 3);
  });

  it('tells when each word and each sound is heard, to the sample', async () => {
    const { words = [], phonemes = [] } = await say({ text: 'la paz, tú' });

    const at = (frames: number): number => Math.round(((MARGIN + frames * FRAME_SAMPLES) * 10_000) / RATE_HZ) / 10;
    const until = (text: string): number => framesFor(text).length;
    const gap = framesOf(16) / 2;
    expect(words).toEqual([
      { text: 'la', startMs: at(0), endMs: at(until('la') + gap) },
      { text: 'paz,', startMs: at(until('la') + gap), endMs: at(until('la paz')) },
      { text: 'tú', startMs: at(until('la paz, ')), endMs: at(until('la paz, tu')) },
    ]);
    expect(phonemes.map(({ ipa }) => ipa).join('')).toBe('lapaztu');
    expect(phonemes[2]).toEqual({ ipa: 'p', startMs: at(until('la') + gap), endMs: at(until('la p')) });
  });

  it('gives stress to the sound after it, length and nasality to the one before, and its own letters back as IPA', async () => {
    const { phonemes = [], words = [] } = await say({
      text: 'x',
      read: reading('ˈt^ʃa^ɪ\u0303ː'),
    });

    expect(phonemes.map(({ ipa }) => ipa)).toEqual(['tʃ', 'aɪ\u0303ː']);
    expect(words).toEqual([{ text: 'x', startMs: phonemes[0]?.startMs, endMs: phonemes[1]?.endMs }]);
  });

  it('speaks faster or slower to the length that is wanted, within what the model can do', async () => {
    const text = 'uno dos tres cuatro cinco seis siete';
    const natural = await say({ text });

    const near = await say({ text, durationMs: natural.durationMs * 1.01 });
    const long = await say({ text, durationMs: natural.durationMs * 1.6 });
    const longest = await say({ text, durationMs: natural.durationMs * 10 });
    const shortest = await say({ text, durationMs: 1 });

    expect(near.durationMs).toBe(natural.durationMs);
    expect(readFrames(long.samples, MARGIN).map(({ id }) => id)).toEqual(framesFor(text, 0.625));
    expect(readFrames(longest.samples, MARGIN).map(({ id }) => id)).toEqual(framesFor(text, 0.5));
    expect(readFrames(shortest.samples, MARGIN).map(({ id }) => id)).toEqual(framesFor(text, 2));
    for (const [{ words }, speed] of [
      [long, 0.625],
      [shortest, 2],
    ] as const) {
      const timed = framesFor(text, speed).length * FRAME_SAMPLES + MARGIN;
      expect(words?.at(-1)?.endMs).toBeCloseTo((timed * 1000) / RATE_HZ, 0);
    }
  });

  it('says a text of any length, sentence by sentence, with a pause between', async () => {
    const sentence = 'la casa tiene siete puertas y una ventana.';
    const text = Array.from({ length: 20 }, () => sentence).join(' ');
    const { samples, words = [], durationMs } = await say({ text });

    expect(words).toHaveLength(20 * 8);
    expect(words.map(({ text: word }) => word).join(' ')).toBe(text);
    // three runs of at most 400 signs, about as long as each other
    const runs = [7, 7, 6].map((sentences) => Array.from({ length: sentences }, () => sentence).join(' '));
    let from = MARGIN;
    for (const run of runs) {
      const frames = readFrames(samples, from).slice(0, framesFor(run).length);
      expect(frames.map(({ id }) => id)).toEqual(framesFor(run));
      expect(frames[0]?.row).toBe(run.length);
      from += framesFor(run).length * FRAME_SAMPLES + 2 * MARGIN + 0.35 * RATE_HZ;
    }
    expect(durationMs).toBeCloseTo(((from - MARGIN - 0.35 * RATE_HZ) * 1000) / RATE_HZ, 2);
    const flat = words.flatMap(({ startMs, endMs }) => [startMs, endMs]);
    expect(flat).toEqual(flat.toSorted((a, b) => a - b));
  });

  it('cuts silences that hum, leaving what speech reaches into them', async () => {
    const humming = join(folder, 'humming');
    await writeTinyKokoro(join(humming, 'kokoro-82m'), { hum: 0.01 });
    const source = createHubSource({ endpoint: 'https://nowhere.invalid' });
    const synthesizer = createKokoroSynthesizer({
      ...{ models: createModelStore({ folder: humming, source }), onnx, read: asWritten },
    });
    const outputPath = join(folder, 'hum.wav');
    const { durationMs, words = [] } = await synthesizer.synthesize({
      ...{ text: 'la paz', language: 'es', voice: 'ef_dora', outputPath, signal: new AbortController().signal },
    });
    const spokenMs = (framesFor('la paz').length * FRAME_SAMPLES * 1000) / RATE_HZ;
    // of ten frames on each side three are left
    expect(durationMs).toBeCloseTo(spokenMs + 6 * 25, 3);
    expect([words[0]?.startMs, words[1]?.endMs]).toEqual([75, 75 + spokenMs]);
  });

  it('makes the same bytes and the same times every time', async () => {
    const [first, second] = [await say({ text: 'la paz.' }), await say({ text: 'la paz.' })];
    expect(await readFile(second.outputPath)).toEqual(await readFile(first.outputPath));
    expect(second.words).toEqual(first.words);
  });

  it('stops between two runs when it is cancelled, and leaves nothing', async () => {
    const abort = new AbortController();
    const outputPath = join(folder, 'cancelled.wav');
    const stopping = {
      ...onnx,
      open: async (params: Parameters<typeof onnx.open>[0]) => {
        const session = await onnx.open(params);
        return {
          ...session,
          run: async (feeds: Parameters<typeof session.run>[0]) => {
            abort.abort();
            return session.run(feeds);
          },
        };
      },
    };
    const synthesizer = createKokoroSynthesizer({ models, onnx: stopping, read: asWritten });

    const work = synthesizer.synthesize({
      ...{ text: 'la paz.', language: 'es', voice: 'ef_dora' },
      outputPath,
      signal: abort.signal,
    });

    await expect(work).rejects.toMatchObject({ code: 'cancelled' });
    expect(existsSync(outputPath)).toBe(false);
  });

  it('has the voices of a language, women and men, where its weights are', async () => {
    const voices = async (language: string) =>
      (await createKokoroSynthesizer({ models, onnx, read: asWritten }).voices(language)).map(({ id }) => id);
    expect(await voices('pt-BR')).toEqual(['pf_dora', 'pm_alex', 'pm_santa']);
    expect((await voices('en')).slice(0, 2)).toEqual(['af_heart', 'am_michael']);
    expect((await voices('en-GB')).slice(0, 2)).toEqual(['bf_emma', 'bm_fable']);
    expect(await voices('es-MX')).toHaveLength(3);
    expect([...(await voices('ja')), ...(await voices('pt')), ...(await voices('pt-PT'))]).toEqual([]);
    const empty = createModelStore({
      folder: join(folder, 'none'),
      source: createHubSource({ endpoint: 'https://nowhere.invalid' }),
    });
    expect(await createKokoroSynthesizer({ models: empty, onnx, read: asWritten }).voices('es')).toEqual([]);
  });

  it('names the command that brings its weights', async () => {
    const empty = createModelStore({
      folder: join(folder, 'none'),
      source: createHubSource({ endpoint: 'https://nowhere.invalid' }),
    });
    const synthesizer = createKokoroSynthesizer({ models: empty, onnx, read: asWritten });
    const work = synthesizer.synthesize({
      ...{ text: 'a', language: 'es', voice: 'ef_dora', outputPath: join(folder, 'x.wav') },
      signal: new AbortController().signal,
    });
    await expect(work).rejects.toThrow('npm run models -- pull kokoro-82m --variant fp32');
  });

  it('reads Spanish as it is spoken where it is wanted', async () => {
    const readers: string[] = [];
    const listen: ReadAloud = async (params) => {
      readers.push(params.voice);
      return asWritten(params);
    };
    for (const language of ['es', 'es-MX', 'es-ES']) await say({ text: 'la paz', language, read: listen });
    expect(readers).toEqual(['es', 'es-419', 'es']);
  });
});

describe('the alphabet of Kokoro', () => {
  it('is read as transformers.js reads the published tokenizer', async () => {
    const { AutoTokenizer } = await loadTransformers(folder);
    const tokenizer = await AutoTokenizer.from_pretrained('kokoro-82m');
    const text = 'lˈIf ɪz lˈIk ə bˈɑks ʌv ʧˈɑkləts. sˈɛ — ɔ̃?';
    const { input_ids } = await tokenizer(text);
    expect(Array.from(input_ids.data, Number)).toEqual([0, ...idsOf(text.normalize('NFD')), 0]);
  });

  it('reads the ids its publisher gives as an example', () => {
    // README of onnx-community/Kokoro-82M-ONNX: "How could I know? It's an unanswerable question. …"
    const published = [
      50, 157, 43, 135, 16, 53, 135, 46, 16, 43, 102, 16, 56, 156, 57, 135, 6, 16, 102, 62, 61, 16, 70, 56, 16, 138, 56,
      156, 72, 56, 61, 85, 123, 83, 44, 83, 54, 16, 53, 65, 156, 86, 61, 62, 131, 83, 56, 4,
    ];
    const signs = new Map([...kokoroSymbols].map(([sign, id]) => [id, sign]));
    expect(published.map((id) => signs.get(id)).join('')).toBe('hˌaʊ kʊd aɪ nˈoʊ? ɪts ɐn ʌnˈænsɚɹəbəl kwˈɛstʃən.');
  });

  it('has a voice in the catalogue for every voice of the engine', () => {
    const files = findModel('kokoro-82m').files.map(({ path }) => path);
    expect(KOKORO_VOICES.map(({ id }) => `voices/${id}.bin`).sort()).toEqual(
      files.filter((path) => path.startsWith('voices/')).sort(),
    );
  });
});
