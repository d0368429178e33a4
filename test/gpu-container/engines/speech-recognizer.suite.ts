import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeWav } from '../../../gpu-container/src/media/write-wav.js';
import type { Transcript } from '../../../pipeline/contracts/transcript.js';
import type { SpeechRecognizer } from '../../../pipeline/ports/speech-recognizer.js';

export interface TestSpeechRecognizerParams {
  readonly create: () => Promise<SpeechRecognizer> | SpeechRecognizer;
  readonly language: string;
  /** Writes speech as mono 16 kHz WAV and tells its length in ms. */
  readonly writeSpeech: (path: string) => Promise<number>;
  /** Why it cannot run here. */
  readonly missing?: string | undefined;
}

/** What every speech recognizer must do. */
export function testSpeechRecognizer(name: string, params: TestSpeechRecognizerParams): void {
  const { create, language, missing } = params;
  let folder: string;
  let speechPath: string;
  let durationMs: number;
  const hear = async (
    more: {
      readonly path?: string;
      readonly language?: string;
      readonly signal?: AbortSignal;
      readonly onProgress?: (fraction: number) => void;
    } = {},
  ): Promise<Transcript> =>
    (await create()).recognize({
      speechPath: more.path ?? speechPath,
      language: more.language ?? language,
      signal: more.signal ?? new AbortController().signal,
      onProgress: more.onProgress ?? (() => undefined),
    });

  describe.skipIf(missing !== undefined)(`speech recognizer: ${name}${missing ?? ''}`, () => {
    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'polydub-hear-'));
      speechPath = join(folder, 'speech.wav');
      durationMs = await params.writeSpeech(speechPath);
    });
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    it('gives words with times, in order, inside the sound, and segments made of them', async () => {
      const progress: number[] = [];
      const transcript = await hear({ onProgress: (fraction) => progress.push(fraction) });

      expect(transcript.language).toBe(language);
      expect(transcript.segments.length).toBeGreaterThan(0);
      expect(new Set(transcript.segments.map(({ id }) => id)).size).toBe(transcript.segments.length);
      const words = transcript.segments.flatMap((segment) => segment.words);
      const times = words.flatMap(({ startMs, endMs }) => [startMs, endMs]);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      expect(times.every((ms) => ms >= 0 && ms <= durationMs)).toBe(true);
      for (const segment of transcript.segments) {
        expect(segment.text).toBe(segment.words.map(({ text }) => text).join(' '));
        expect(segment.startMs).toBeLessThanOrEqual(segment.words[0]?.startMs ?? Number.NaN);
        expect(segment.endMs).toBeGreaterThanOrEqual(segment.words.at(-1)?.endMs ?? Number.NaN);
      }
      expect(progress).toEqual(progress.toSorted((a, b) => a - b));
      expect(progress.at(-1)).toBeCloseTo(1);
    });

    it('hears the same again', async () => {
      expect(await hear()).toEqual(await hear());
    });

    it('finds no speech in silence', async () => {
      const path = join(folder, 'silence.wav');
      await writeWav(path, { samples: new Int16Array(32_000), sampleRateHz: 16_000, channels: 1 });
      await expect(hear({ path })).rejects.toMatchObject({ code: 'no-speech' });
    });

    it('says language-unreachable for a language it does not hear', async () => {
      await expect(hear({ language: 'tlh' })).rejects.toMatchObject({ code: 'language-unreachable' });
    });

    it('stops when it is cancelled', async () => {
      await expect(hear({ signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' });
    });
  });
}
