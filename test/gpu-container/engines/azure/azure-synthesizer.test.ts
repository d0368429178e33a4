import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { splitForSynthesis } from '../../../../gpu-container/src/engines/azure-speech/split-for-synthesis.js';
import { SPOKEN_LANGUAGES } from '../../../../gpu-container/src/engines/azure-speech/spoken-locales.js';
import { readWav } from '../../../../gpu-container/src/media/read-wav.js';
import { castVoices } from '../../../../pipeline/speech/cast-voices.js';
import { medianPitch } from '../median-pitch.js';
import { byKey, standInEngines } from './stand-in/stand-in-engines.js';
import { type StandIn, startStandIn } from './stand-in/start-stand-in.js';

let standIn: StandIn;
let folder: string;
beforeAll(async () => {
  standIn = await startStandIn();
  folder = mkdtempSync(join(tmpdir(), 'polydub-azure-'));
});
afterAll(async () => {
  await standIn.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  standIn.requests.length = 0;
  standIn.scripted.length = 0;
  standIn.voices.spoken.length = 0;
  standIn.voices.scripted.length = 0;
});

let count = 0;
const outputPath = (): string => join(folder, `${count++}.wav`);
const say = (
  text: string,
  more: {
    readonly voice?: string;
    readonly language?: string;
    readonly pitchHz?: number;
    readonly durationMs?: number;
    readonly path?: string;
  } = {},
) => {
  const { voice = 'es-ES-ElviraNeural', language = 'es', path = outputPath(), ...pitch } = more;
  const signal = new AbortController().signal;
  return standInEngines(standIn)
    .synthesizer()
    .synthesize({ text, voice, language, outputPath: path, signal, ...pitch });
};
const spoken = () => standIn.voices.spoken;
const soundOf = (seconds: number): Buffer => Buffer.alloc(seconds * 48_000, 40);

describe('azure-speech synthesizer', () => {
  it('offers the voices of a language, its usual region first in casting, and none that do not keep their promise', async () => {
    const synthesizer = standInEngines(standIn).synthesizer();
    const ids = async (language: string) =>
      (await synthesizer.voices(language)).map((voice) => `${voice.language} ${voice.id}`);

    expect(await ids('es')).toEqual([
      'es-AR es-AR-ElenaNeural',
      'es es-ES-ElviraNeural',
      'es es-ES-AlvaroNeural',
      'es-MX es-MX-DaliaNeural',
    ]);
    expect(await ids('es-MX')).toEqual(['es-MX es-MX-DaliaNeural']);
    expect(await ids('en')).toEqual(['en en-US-JennyNeural', 'en en-US-GuyNeural', 'en-GB en-GB-RyanNeural']);
    expect(await ids('no')).toEqual(['no nb-NO-FinnNeural']);
    expect(await ids('zh')).toEqual(['zh zh-CN-XiaoxiaoNeural']);
    expect(await ids('zh-Hant')).toEqual(['zh-Hant zh-TW-HsiaoChenNeural']);
    expect(await ids('iu')).toEqual(['iu iu-Cans-CA-TaqqiqNeural']);
    expect(standIn.requests.length).toBe(1);
  });

  it('has its voices cast by region and gender', async () => {
    const synthesizer = standInEngines(standIn).synthesizer();
    const voices = (await Promise.all(SPOKEN_LANGUAGES.map((language) => synthesizer.voices(language)))).flat();
    const cast = (language: string, gender: 'female' | 'male') =>
      castVoices({ speakers: [{ id: 'spk_1', gender, pitchHz: 150 }], voices, language })['spk_1']?.voice;

    expect(cast('es', 'female')).toBe('es-ES-ElviraNeural');
    expect(cast('es', 'male')).toBe('es-ES-AlvaroNeural');
    expect(cast('es-MX', 'female')).toBe('es-MX-DaliaNeural');
    expect(cast('zh-TW', 'female')).toBe('zh-TW-HsiaoChenNeural');
    expect(cast('nb', 'male')).toBe('nb-NO-FinnNeural');
  });

  it('asks again for the list when it could not be read, and once for everybody', async () => {
    const { synthesizer } = standInEngines(standIn);
    const speaker = synthesizer();
    standIn.scripted.push({ status: 401, body: '' });
    await expect(speaker.voices('es')).rejects.toMatchObject({ code: 'engine-missing' });

    await Promise.all([speaker.voices('es'), speaker.voices('en'), speaker.voices('pt')]);

    expect(standIn.requests.length).toBe(2);
  });

  it('speaks at the pitch of the speaker, within what suits the voice', async () => {
    for (const [voice, pitchHz, expected] of [
      ['es-ES-ElviraNeural', 210, 210],
      ['es-ES-ElviraNeural', 90, 150],
      ['es-ES-AlvaroNeural', 130.4, 130],
      ['es-ES-AlvaroNeural', 300, 180],
    ] as const) {
      const path = outputPath();
      await say('Hola, ¿qué tal estás hoy?', { voice, pitchHz, path });
      const { samples, sampleRateHz } = await readWav(path);
      expect(Math.abs((medianPitch(samples, sampleRateHz) ?? 0) / expected - 1)).toBeLessThan(0.03);
    }
    await say('Hola.');
    expect(spoken().map(({ pitchHz }) => pitchHz)).toEqual([210, 150, 130, 180, undefined]);
  });

  it('sends any text as text, without what XML cannot hold', async () => {
    const text = 'A & B < C > "D" ]]> <break time="9s"/> |';
    await say(`${text}\u0000\u000b\ud800| 1`);
    expect(spoken()[0]?.text).toBe(`${text}   | 1`);
  });

  it('cuts long texts at sentences and joins the sounds', async () => {
    const sentence = `${'palabra '.repeat(20).trim()}. `;
    const text = sentence.repeat(60).trim();

    const { durationMs } = await say(text);

    const parts = spoken().map((part) => part.text);
    expect(parts.length).toBe(3);
    expect(parts.every((part) => part.endsWith('.') && part.length <= 4000)).toBe(true);
    expect(parts.join(' ')).toBe(text);
    const toneMs = parts.reduce((sum, part) => sum + part.length * 20, 0);
    expect(Math.abs(durationMs - toneMs - 400)).toBeLessThan(40);
  });

  it('gives words with their marks, and mouth positions, at the times they have in the sound', async () => {
    const { words, phonemes, durationMs } = await say('Hola, mamá. ¿Qué?');

    // the sound is cut 8 ms before the tone, which takes 20 ms a sign
    const at = (sign: number): number => 8 + sign * 20;
    expect(words?.map(({ text }) => text)).toEqual(['Hola,', 'mamá.', '¿Qué?']);
    words?.forEach(({ startMs, endMs }, index) => {
      expect(Math.abs(startMs - at([0, 6, 13][index] ?? 0))).toBeLessThan(1);
      expect(Math.abs(endMs - at([4, 10, 16][index] ?? 0))).toBeLessThan(1);
    });
    expect(phonemes?.map(({ ipa }) => ipa).join('')).toBe('totɑpɑpttut');
    expect(phonemes?.[0]?.startMs).toBeCloseTo(8, 0);
    expect(phonemes?.[4]).toMatchObject({
      ipa: 'p',
      startMs: expect.closeTo(at(6), 0),
      endMs: expect.closeTo(at(7), 0),
    });
    expect(phonemes?.every(({ endMs }) => endMs <= durationMs)).toBe(true);
  });

  it('keeps the clock of words and mouth positions over the parts of a long text', async () => {
    const sentence = `${'palabra '.repeat(20).trim()}. `;
    const { words = [], phonemes = [], durationMs } = await say(sentence.repeat(30).trim());

    expect(spoken().length).toBe(2);
    expect(words.length).toBe(600);
    expect(words.at(-1)?.endMs).toBeGreaterThan(durationMs - 60);
    expect(phonemes.at(-1)?.endMs).toBeGreaterThan(durationMs - 60);
    for (const times of [words, phonemes]) {
      const flat = times.flatMap(({ startMs, endMs }) => [startMs, endMs]);
      expect(flat).toEqual(flat.toSorted((a, b) => a - b));
    }
  });

  it('keeps the words of a language that parts them by no space', async () => {
    const { words } = await say('你好世界。再见', { voice: 'zh-CN-XiaoxiaoNeural', language: 'zh' });
    expect(words?.map(({ text }) => text)).toEqual(['你好', '世界。', '再见']);
  });

  it('asks for a length, which the service keeps between half and twice the natural one', async () => {
    const text = 'una frase de cuarenta signos exactamente';
    const lengths = [];
    for (const durationMs of [undefined, 1000, 100, 9000]) {
      lengths.push((await say(text, durationMs === undefined ? {} : { durationMs })).durationMs);
    }
    expect(spoken().map(({ durationMs }) => durationMs)).toEqual([undefined, 1000, 100, 9000]);
    expect(lengths.map((ms) => Math.round(ms / 20) * 20 - 20)).toEqual([800, 1000, 400, 1600]);
  });

  it.each([
    ['nothing', Buffer.alloc(0), 'request-invalid'],
    ['only silence', soundOf(1).fill(0), 'request-invalid'],
    ['a sound that was cut off after ten minutes', soundOf(600), 'request-invalid'],
  ])('refuses %s, and leaves no file', async (_what, pcm, code) => {
    standIn.voices.scripted.push({ kind: 'sound', pcm });
    const path = outputPath();

    await expect(say('Hola.', { path })).rejects.toMatchObject({ code });

    expect(existsSync(path)).toBe(false);
  });

  it('tries again when it is throttled, turned away or left in the middle', async () => {
    const engines = standInEngines(standIn, byKey);
    standIn.voices.scripted.push(
      { kind: 'refuse', status: 429 },
      { kind: 'close', code: 4429, reason: 'Too many requests' },
      { kind: 'close', code: 1011, reason: 'Internal error', afterAudio: true },
      { kind: 'drop' },
      // last, since the library itself connects once more after it
      { kind: 'close', code: 1000, reason: '', afterAudio: true },
    );

    const { durationMs } = await engines.synthesizer().synthesize({
      text: 'Hola.',
      voice: 'es-ES-ElviraNeural',
      language: 'es',
      outputPath: outputPath(),
      signal: new AbortController().signal,
    });

    expect(engines.waits).toEqual([750, 1500, 3000, 6000, 12_000]);
    expect(engines.log.every(({ event }) => event === 'azure.retry')).toBe(true);
    expect(Math.abs(durationMs - 100)).toBeLessThan(20);
  });

  it('does not try again what the service refuses, and says why', async () => {
    standIn.voices.scripted.push({ kind: 'close', code: 1007, reason: 'Unsupported voice.' });
    await expect(say('Hola.')).rejects.toMatchObject({
      code: 'request-invalid',
      message: expect.stringContaining('Unsupported voice.'),
    });
    standIn.voices.scripted.push({ kind: 'refuse', status: 401 });
    await expect(say('Hola.')).rejects.toMatchObject({ code: 'engine-missing' });
    expect(spoken().length).toBe(1);
  });

  it('leaves at once in the middle of a turn', async () => {
    const abort = new AbortController();
    standIn.voices.scripted.push({ kind: 'hang' });
    const path = outputPath();
    const work = standInEngines(standIn)
      .synthesizer()
      .synthesize({
        ...{ text: 'Hola.', voice: 'es-ES-ElviraNeural', language: 'es' },
        ...{ outputPath: path, signal: abort.signal },
      });
    await vi.waitUntil(() => spoken().length === 1);
    abort.abort();
    await expect(work).rejects.toMatchObject({ code: 'cancelled' });
    expect(existsSync(path)).toBe(false);
  });

  it('changes the key into a token once, before it expires, and never shows the key to a connection', async () => {
    let nowMs = Date.parse('2026-11-21T12:00:00Z');
    const synthesizer = standInEngines(standIn, byKey, { now: () => nowMs }).synthesizer();
    const speak = () =>
      synthesizer.synthesize({
        ...{ text: 'Hola.', voice: 'es-ES-ElviraNeural', language: 'es', outputPath: outputPath() },
        signal: new AbortController().signal,
      });
    const issued = () => standIn.requests.filter(({ path }) => path.endsWith('/issueToken')).length;

    await speak();
    await speak();
    expect(issued()).toBe(1);
    nowMs += 9 * 60_000;
    await speak();
    expect(issued()).toBe(2);
  });

  it('leaves at once while the list of voices is still on its way', async () => {
    const abort = new AbortController();
    const fetch = () => {
      abort.abort();
      return new Promise<Response>(() => undefined);
    };
    const synthesizer = standInEngines(standIn, byKey, { fetch }).synthesizer();
    const work = synthesizer.synthesize({
      text: 'Hola.',
      voice: 'x',
      language: 'es',
      outputPath: outputPath(),
      signal: abort.signal,
    });
    await expect(work).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('the parts of a long text', () => {
  it('hold every character but the spaces between them, within the limit, and part no character', () => {
    const letters = fc.string({
      unit: fc.constantFrom('a', 'é', ' ', '. ', '😀', '字', '。'),
      minLength: 1,
      maxLength: 9000,
    });
    fc.assert(
      fc.property(letters, (text) => {
        const parts = splitForSynthesis(text);
        const bare = (value: string): string => value.replace(/\s+/g, '');
        expect(bare(parts.join(''))).toBe(bare(text));
        expect(parts.every((part) => part.length <= (text.includes('字') ? 1500 : 4000))).toBe(true);
        expect(parts.every((part) => !/^[\udc00-\udfff]|[\ud800-\udbff]$/.test(part))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});
