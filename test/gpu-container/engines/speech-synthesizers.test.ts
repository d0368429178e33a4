import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEspeakSynthesizer } from '../../../gpu-container/src/engines/espeak/create-espeak-synthesizer.js';
import { ESPEAK_LANGUAGES } from '../../../gpu-container/src/engines/espeak/espeak-languages.js';
import { createFliteSynthesizer } from '../../../gpu-container/src/engines/flite/create-flite-synthesizer.js';
import { createPicoSynthesizer } from '../../../gpu-container/src/engines/pico/create-pico-synthesizer.js';
import { readWav } from '../../../gpu-container/src/media/read-wav.js';
import { findProgram } from '../../../gpu-container/src/process/find-program.js';
import type { SpeechSynthesizer } from '../../../pipeline/ports/speech-synthesizer.js';
import { buildPrograms } from './build-programs.js';
import { medianPitch } from './median-pitch.js';

const signal = new AbortController().signal;
let folder: string;
let count = 0;
beforeAll(() => {
  buildPrograms();
  folder = mkdtempSync(join(tmpdir(), 'polydub-say-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface SayParams {
  readonly text: string;
  readonly language: string;
  readonly voice?: string;
  readonly pitchHz?: number;
}

const say = async (synthesizer: SpeechSynthesizer, params: SayParams) => {
  const voice = params.voice ?? (await synthesizer.voices(params.language))[0]?.id ?? 'none';
  const outputPath = join(folder, `${count++}.wav`);
  const spoken = await synthesizer.synthesize({ ...params, voice, outputPath, signal });
  return { ...spoken, outputPath, sound: await readWav(outputPath) };
};

const digest = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');

const ENGINES: ReadonlyArray<readonly [string, string | undefined, () => SpeechSynthesizer, SayParams]> = [
  ['espeak', undefined, createEspeakSynthesizer, { text: 'Él llegó en 2026, ¿verdad? ¡Sí!', language: 'es' }],
  ['flite', 'flite', createFliteSynthesizer, { text: 'Dr. Smith arrived in 2026, didn’t he? Yes!', language: 'en-US' }],
  ['pico', 'pico2wave', createPicoSynthesizer, { text: 'Él llegó en 2026, ¿verdad? ¡Sí!', language: 'es-MX' }],
];

describe.each(ENGINES)('speech synthesizer %s', (_id, program, create, sentence) => {
  const isMissing = program !== undefined && findProgram(program) === undefined;

  it('writes mono 16-bit sound of the length it reports, without silence at the ends', async ({ skip }) => {
    if (isMissing) skip(`${program} is not installed`);

    const spoken = await say(create(), sentence);

    const { samples, sampleRateHz, channels } = spoken.sound;
    expect([channels, sampleRateHz]).toEqual([1, spoken.sampleRateHz]);
    expect(spoken.durationMs).toBeCloseTo((samples.length * 1000) / sampleRateHz, 1);
    expect(spoken.durationMs).toBeGreaterThan(1000);
    const loud = samples.findIndex((sample) => Math.abs(sample) > 100);
    const lastLoud = samples.findLastIndex((sample) => Math.abs(sample) > 100);
    expect(((samples.length - lastLoud + loud) * 1000) / sampleRateHz).toBeLessThan(20);
  });

  it('makes the same bytes again, whatever was said between', async ({ skip }) => {
    if (isMissing) skip(`${program} is not installed`);
    const synthesizer = create();

    const first = await say(synthesizer, sentence);
    await say(synthesizer, { ...sentence, text: 'Uno dos tres' });
    const again = await say(synthesizer, sentence);

    expect(digest(again.outputPath)).toBe(digest(first.outputPath));
    expect(again.words).toEqual(first.words);
  });

  it('refuses a language, a voice and a text it cannot speak, each with its reason', async ({ skip }) => {
    if (isMissing) skip(`${program} is not installed`);
    const synthesizer = create();

    expect(await synthesizer.voices('zh')).toEqual([]);
    await expect(say(synthesizer, { ...sentence, language: 'zh', voice: 'x' })).rejects.toMatchObject({
      code: 'language-unreachable',
    });
    await expect(say(synthesizer, { ...sentence, voice: '../../x' })).rejects.toMatchObject({
      code: 'request-invalid',
    });
    await expect(say(synthesizer, { ...sentence, text: ' … ' })).rejects.toMatchObject({ code: 'request-invalid' });
  });

  it('stops when it is cancelled', async ({ skip }) => {
    if (isMissing) skip(`${program} is not installed`);
    const synthesizer = create();
    const [voice] = await synthesizer.voices(sentence.language);

    const work = synthesizer.synthesize({
      ...sentence,
      voice: voice?.id ?? '',
      outputPath: join(folder, 'cancelled.wav'),
      signal: AbortSignal.abort(),
    });

    await expect(work).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('takes text that looks like options, mark-up or phonemes as plain text', async ({ skip }) => {
    if (isMissing) skip(`${program} is not installed`);
    const synthesizer = create();

    for (const text of ['-o /tmp/x hola', '<break time="9s"/> hola', '[[h@l\'oU]] & "hola" $HOME']) {
      const spoken = await say(synthesizer, { ...sentence, text });
      expect(spoken.durationMs).toBeLessThan(12_000);
    }
  });
});

describe.each(ENGINES.filter(([id]) => id !== 'pico'))('times of %s', (_id, _program, create, sentence) => {
  it('gives every word its time, in order, inside the sound', async () => {
    const { words = [], phonemes = [], durationMs } = await say(create(), sentence);

    expect(words.map((word) => word.text)).toEqual(sentence.text.split(' '));
    const times = words.flatMap((word) => [word.startMs, word.endMs]);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(words[0]?.startMs).toBeLessThan(60);
    expect(durationMs - (words.at(-1)?.endMs ?? 0)).toBeLessThan(150);
    expect(phonemes.length).toBeGreaterThan(12);
    expect(phonemes.every((phoneme) => phoneme.endMs >= phoneme.startMs && phoneme.endMs <= durationMs)).toBe(true);
  });
});

describe('espeak', () => {
  it('comes within 8 % of the pitch it is asked for, in women’s and men’s voices', async () => {
    const synthesizer = createEspeakSynthesizer();
    const text = 'La empresa anunció sus resultados ayer y las acciones ascendieron.';

    for (const [voice, pitchHz] of [
      ['es', 85],
      ['es', 120],
      ['es', 150],
      ['es+f2', 180],
      ['es+f3', 240],
    ] as const) {
      const { sound } = await say(synthesizer, { text, language: 'es', voice, pitchHz });
      const heardHz = medianPitch(sound.samples, sound.sampleRateHz) ?? 0;
      expect(Math.abs(heardHz / pitchHz - 1)).toBeLessThan(0.08);
    }
  });

  it('speaks every language it declares', async () => {
    const synthesizer = createEspeakSynthesizer();
    const languages = ESPEAK_LANGUAGES.filter((_, at) => at % 6 === 0);

    const spoken = await Promise.all(languages.map((language) => say(synthesizer, { text: '1 2 3 4 5', language })));

    expect(languages.length).toBeGreaterThan(12);
    expect(spoken.every(({ durationMs }) => durationMs > 300)).toBe(true);
  });

  it('casts American Spanish, Brazilian Portuguese and borrowed voices', async () => {
    const synthesizer = createEspeakSynthesizer();
    const first = async (language: string): Promise<string | undefined> => (await synthesizer.voices(language))[0]?.id;

    expect(await Promise.all(['es-MX', 'pt-BR', 'gl', 'ca-valencia', 'no'].map(first))).toEqual([
      'es-419',
      'pt-br',
      'es',
      'ca',
      'nb',
    ]);
  });
});
