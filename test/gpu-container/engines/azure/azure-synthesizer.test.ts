import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { splitForSynthesis } from '../../../../gpu-container/src/engines/azure-speech/split-for-synthesis.js';
import { SPOKEN_LANGUAGES } from '../../../../gpu-container/src/engines/azure-speech/spoken-locales.js';
import { readWav } from '../../../../gpu-container/src/media/read-wav.js';
import { wavHeaderBytes } from '../../../../gpu-container/src/media/wav-header.js';
import { castVoices } from '../../../../pipeline/speech/cast-voices.js';
import { medianPitch } from '../median-pitch.js';
import { readSsml } from './stand-in/read-ssml.js';
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
});

let count = 0;
const outputPath = (): string => join(folder, `${count++}.wav`);
const say = (
  text: string,
  more: { readonly voice?: string; readonly language?: string; readonly pitchHz?: number; readonly path?: string } = {},
) => {
  const { voice = 'es-ES-ElviraNeural', language = 'es', path = outputPath(), ...pitch } = more;
  const signal = new AbortController().signal;
  return standInEngines(standIn)
    .synthesizer()
    .synthesize({ text, voice, language, outputPath: path, signal, ...pitch });
};
const spoken = () =>
  standIn.requests.filter(({ method }) => method === 'POST').map(({ body }) => readSsml(body.toString('utf8')));
const soundOf = (seconds: number, sampleRateHz = 24_000, declaredBytes?: number): Buffer => {
  const data = Buffer.alloc(seconds * sampleRateHz * 2, 40);
  return Buffer.concat([wavHeaderBytes({ sampleRateHz, channels: 1, dataBytes: declaredBytes ?? data.length }), data]);
};

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

  it('reads a sound whose header was written before its end was known', async () => {
    for (const declared of [0, 0xffffffff]) {
      const synthesizer = standInEngines(standIn).synthesizer();
      await synthesizer.voices('es');
      standIn.scripted.push({ status: 200, body: Buffer.concat([soundOf(1, 24_000, declared)]).fill(120, 200) });
      const signal = new AbortController().signal;
      const speech = await synthesizer.synthesize({
        text: 'Hola.',
        voice: 'es-ES-ElviraNeural',
        language: 'es',
        outputPath: outputPath(),
        signal,
      });
      expect(speech.durationMs).toBeGreaterThan(980);
    }
  });

  it.each([
    ['another format', soundOf(1, 16_000), 'engine-failed'],
    ['no sound', Buffer.from('ID3'), 'engine-failed'],
    ['nothing', Buffer.alloc(0), 'engine-failed'],
    ['only silence', Buffer.concat([soundOf(1).fill(0, 44)]), 'request-invalid'],
    ['a sound that was cut off after ten minutes', soundOf(600), 'request-invalid'],
  ])('refuses %s, and leaves no file', async (_what, body, code) => {
    const synthesizer = standInEngines(standIn).synthesizer();
    await synthesizer.voices('es');
    standIn.scripted.push({ status: 200, body });
    const path = outputPath();
    const signal = new AbortController().signal;

    const work = synthesizer.synthesize({
      text: 'Hola.',
      voice: 'es-ES-ElviraNeural',
      language: 'es',
      outputPath: path,
      signal,
    });

    await expect(work).rejects.toMatchObject({ code });
    expect(existsSync(path)).toBe(false);
  });

  it('tries again when it is throttled', async () => {
    const engines = standInEngines(standIn, byKey);
    const synthesizer = engines.synthesizer();
    await synthesizer.voices('es');
    standIn.scripted.push({ status: 429, body: '' }, { status: 502, body: '' });
    const signal = new AbortController().signal;

    await synthesizer.synthesize({
      text: 'Hola.',
      voice: 'es-ES-ElviraNeural',
      language: 'es',
      outputPath: outputPath(),
      signal,
    });

    expect(engines.waits.length).toBe(2);
    expect(engines.log.map(({ event }) => event)).toEqual(['azure.retry', 'azure.retry']);
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
