import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readWav } from '../../../gpu-container/src/media/read-wav.js';
import type { SpeechSynthesizer } from '../../../pipeline/ports/speech-synthesizer.js';

export interface TestSpeechSynthesizerParams {
  readonly create: () => Promise<SpeechSynthesizer> | SpeechSynthesizer;
  readonly language: string;
  readonly text: string;
  /** A language it does not speak. */
  readonly unknown: string;
  /** Why it cannot run here. */
  readonly missing?: string | undefined;
}

/** What every speech synthesizer must do. */
export function testSpeechSynthesizer(name: string, params: TestSpeechSynthesizerParams): void {
  const { create, language, unknown, missing } = params;
  let folder: string;
  let count = 0;
  const say = async (
    synthesizer: SpeechSynthesizer,
    more: {
      readonly text?: string;
      readonly voice?: string;
      readonly language?: string;
      readonly pitchHz?: number;
      readonly signal?: AbortSignal;
    } = {},
  ) => {
    const outputPath = join(folder, `${count++}.wav`);
    const voice = more.voice ?? (await synthesizer.voices(language))[0]?.id ?? 'none';
    const signal = more.signal ?? new AbortController().signal;
    const spoken = await synthesizer.synthesize({ text: params.text, language, ...more, voice, outputPath, signal });
    return { ...spoken, outputPath, sound: await readWav(outputPath) };
  };
  const digest = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');

  describe.skipIf(missing !== undefined)(`speech synthesizer: ${name}${missing ?? ''}`, () => {
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), 'polydub-say-'));
    });
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    it('offers voices of the language, each once, and none of a language it does not speak', async () => {
      const synthesizer = await create();
      const voices = await synthesizer.voices(language);

      expect(voices.length).toBeGreaterThan(0);
      expect(new Set(voices.map(({ id }) => id)).size).toBe(voices.length);
      for (const voice of voices) expect(voice.language.split('-')[0]).toBe(language.split('-')[0]);
      expect(await synthesizer.voices(unknown)).toEqual([]);
    });

    it('writes mono 16-bit sound of the length it reports, without silence at the ends', async () => {
      const { sound, durationMs, sampleRateHz } = await say(await create());

      expect([sound.channels, sound.sampleRateHz]).toEqual([1, sampleRateHz]);
      expect(durationMs).toBeCloseTo((sound.samples.length * 1000) / sampleRateHz, 1);
      expect(durationMs).toBeGreaterThan(500);
      const first = sound.samples.findIndex((sample) => Math.abs(sample) > 100);
      const last = sound.samples.findLastIndex((sample) => Math.abs(sample) > 100);
      expect(((sound.samples.length - last + first) * 1000) / sampleRateHz).toBeLessThan(20);
    });

    it('gives words and phonemes, where it gives any, in order and inside the sound', async () => {
      const { words = [], phonemes = [], durationMs } = await say(await create());

      for (const times of [words, phonemes]) {
        const flat = times.flatMap(({ startMs, endMs }) => [startMs, endMs]);
        expect(flat).toEqual(flat.toSorted((a, b) => a - b));
        expect(flat.every((ms) => ms >= 0 && ms <= durationMs)).toBe(true);
      }
    });

    it('makes the same bytes again, whatever was said between', async () => {
      const synthesizer = await create();
      const first = await say(synthesizer, { pitchHz: 150 });
      await say(synthesizer, { text: '1 2 3' });
      const again = await say(synthesizer, { pitchHz: 150 });

      expect(digest(again.outputPath)).toBe(digest(first.outputPath));
    });

    it('refuses a language, a voice and a text it cannot speak, each with its reason', async () => {
      const synthesizer = await create();

      await expect(say(synthesizer, { language: unknown, voice: 'x' })).rejects.toMatchObject({
        code: 'language-unreachable',
      });
      await expect(say(synthesizer, { voice: '../../x' })).rejects.toMatchObject({ code: 'request-invalid' });
      await expect(say(synthesizer, { text: ' … ' })).rejects.toMatchObject({ code: 'request-invalid' });
    });

    it('stops when it is cancelled, and leaves no sound', async () => {
      const synthesizer = await create();
      const [voice] = await synthesizer.voices(language);
      const outputPath = join(folder, 'cancelled.wav');

      const work = synthesizer.synthesize({
        ...{ text: params.text, language, voice: voice?.id ?? '', outputPath },
        signal: AbortSignal.abort(),
      });

      await expect(work).rejects.toMatchObject({ code: 'cancelled' });
      expect(existsSync(outputPath)).toBe(false);
    });

    it('takes text that looks like mark-up or options as text', async () => {
      const synthesizer = await create();

      for (const text of [
        '-o /tmp/x 1 2',
        '<break time="9s"/> 1 2',
        '</voice></speak> 1 & 2 ]]>',
        'a\u0000b\u0007 1',
      ]) {
        expect((await say(synthesizer, { text })).durationMs).toBeLessThan(12_000);
      }
    });
  });
}
