import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Segment, Transcript } from '../../../pipeline/contracts/transcript.js';
import type { Diarizer, DiarizeSpeechParams } from '../../../pipeline/ports/diarizer.js';
import { diarizationErrorRate, type SpeakerTurn } from '../../../pipeline/speech/diarization-error-rate.js';
import { writeSpeech } from './pyannote/write-speech.js';

export interface TestDiarizerParams {
  readonly create: () => Promise<Diarizer> | Diarizer;
  /** Two voices it can tell apart, called 0 and 1; mono 16 kHz. */
  readonly sound: (turns: readonly SpeakerTurn[], seconds: number) => Float32Array;
}

const SECONDS = 30;
const TURN_MS = 2600;
/** One voice after the other, a pause after each; the fourth and the fifth turn lie in one segment. */
const TURNS = [0, 1, 0, 1, 0, 0, 1, 1, 0, 1].map((voice, i) => {
  const startMs = 600 + i * 2800;
  return { speaker: String(voice), startMs, endMs: startMs + TURN_MS };
});
const SEGMENTS = [[0], [1], [2], [3, 4], [5], [6], [7], [8], [9]];

const wordsIn = ({ startMs, endMs }: SpeakerTurn) =>
  Array.from({ length: Math.floor((endMs - startMs) / 650) }, (_, i) => ({
    text: `word${startMs + i}`,
    startMs: startMs + i * 650,
    endMs: startMs + i * 650 + 600,
  }));

function transcriptOf(turns: readonly SpeakerTurn[], groups: readonly (readonly number[])[]): Transcript {
  const segments = groups.map((group, i): Segment => {
    const own = group.flatMap((index) => turns[index] ?? []);
    const words = own.flatMap(wordsIn);
    const text = words.map((word) => `${word.text},`).join(' ');
    return { id: `seg_${i}`, startMs: own[0]?.startMs ?? 0, endMs: own.at(-1)?.endMs ?? 0, text, words };
  });
  return { language: 'en', segments };
}

/** What every diarizer must do. */
export function testDiarizer(name: string, { create, sound }: TestDiarizerParams): void {
  const transcript = transcriptOf(TURNS, SEGMENTS);
  let folder: string;
  let speechPath: string;
  const diarize = async (more: Partial<DiarizeSpeechParams> = {}): Promise<Transcript> =>
    (await create()).diarize({ speechPath, transcript, signal: new AbortController().signal, ...more });
  const turnsOf = ({ segments }: Transcript): SpeakerTurn[] =>
    segments.map((segment) => ({ ...segment, speaker: segment.speaker ?? '' }));

  describe(`diarizer: ${name}`, () => {
    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'polydub-who-'));
      speechPath = await writeSpeech(join(folder, 'speech.wav'), sound(TURNS, SECONDS));
    });
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    it('finds who says what, called by the order of their first words', async () => {
      const told = await diarize();

      expect(told.speakers?.map(({ id }) => id)).toEqual(['spk_1', 'spk_2']);
      expect(told.segments[0]?.speaker).toBe('spk_1');
      expect(diarizationErrorRate({ reference: TURNS, hypothesis: turnsOf(told) }).confusion).toBeLessThan(0.05);
    });

    it('cuts the segment in which the speaker changes, keeps every word and every other id', async () => {
      const { segments } = await diarize();

      expect(segments.map(({ id }) => id)).toEqual([
        ...['seg_0', 'seg_1', 'seg_2', 'seg_3', 'seg_3-2', 'seg_4', 'seg_5', 'seg_6', 'seg_7', 'seg_8'],
      ]);
      expect(segments.flatMap(({ words }) => words)).toEqual(transcript.segments.flatMap(({ words }) => words));
    });

    it('describes the speakers by how long they speak', async () => {
      const { speakers = [], segments } = await diarize();

      for (const { id, speechMs } of speakers) {
        const own = segments.filter(({ speaker }) => speaker === id);
        expect(speechMs).toBe(Math.round(own.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0)));
      }
    });

    it.each([1, 2])('finds %i speakers where that is said to be their number', async (speakerCount) => {
      expect((await diarize({ speakerCount })).speakers).toHaveLength(speakerCount);
    });

    it('keeps speakers that a transcript names, and describes them', async () => {
      const named = {
        ...transcript,
        segments: transcript.segments.map((segment) => ({ ...segment, speaker: 'ANNA' })),
        speakers: [{ id: 'ANNA', label: 'Anna' }],
      };

      const told = await diarize({ transcript: named });

      expect(told.segments).toEqual(named.segments);
      expect(told.speakers).toMatchObject([{ id: 'ANNA', label: 'Anna', speechMs: expect.any(Number) }]);
      expect((await diarize({ transcript: named, speakerCount: 2 })).speakers).toHaveLength(2);
    });

    it('gives segments without words one speaker each', async () => {
      const bare = transcript.segments.map((segment) => ({ ...segment, words: [] }));

      const told = await diarize({ transcript: { ...transcript, segments: bare } });

      expect(told.segments.map(({ id, text }) => ({ id, text }))).toEqual(bare.map(({ id, text }) => ({ id, text })));
      const speakers = told.segments.filter(({ id }) => id !== 'seg_3').map(({ speaker }) => speaker);
      expect(speakers).toEqual([0, 1, 0, 0, 1, 1, 0, 1].map((voice) => `spk_${voice + 1}`));
    });

    it('loses no word where both speak at once', async () => {
      const both = [
        { speaker: '0', startMs: 600, endMs: 12_000 },
        { speaker: '1', startMs: 4000, endMs: 8000 },
        { speaker: '1', startMs: 14_000, endMs: 20_000 },
      ];
      const path = await writeSpeech(join(folder, 'both.wav'), sound(both, 22));
      const overlapping = transcriptOf(both, [[0], [1], [2]]);

      const told = await diarize({ speechPath: path, transcript: overlapping });

      expect(told.segments.flatMap(({ words }) => words)).toEqual(overlapping.segments.flatMap(({ words }) => words));
      expect(told.segments.every(({ speaker }) => speaker !== undefined)).toBe(true);
    });

    it('has one speaker in silence, and none where nothing is said', async () => {
      const path = await writeSpeech(join(folder, 'silence.wav'), new Float32Array(16_000 * SECONDS));

      const told = await diarize({ speechPath: path });

      expect(new Set(told.segments.map(({ speaker }) => speaker))).toEqual(new Set(['spk_1']));
      expect(told.segments).toHaveLength(transcript.segments.length);
      const nothing = await diarize({ transcript: { language: 'en', segments: [] } });
      expect(nothing).toEqual({ language: 'en', segments: [], speakers: [] });
    });

    it('keeps words that reach past the end of the sound', async () => {
      const path = await writeSpeech(join(folder, 'short.wav'), sound(TURNS, 8));

      const told = await diarize({ speechPath: path });

      expect(told.segments.flatMap(({ words }) => words)).toEqual(transcript.segments.flatMap(({ words }) => words));
    });

    it('says the same again', async () => {
      expect(await diarize()).toEqual(await diarize());
    });

    it('stops when it is cancelled', async () => {
      await expect(diarize({ signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' });
    });

    it('tells its progress, never backwards, up to the end', async () => {
      const heard: number[] = [];

      await diarize({ onProgress: (fraction) => heard.push(fraction) });

      expect(heard.length).toBeGreaterThan(3);
      expect(heard).toEqual(heard.toSorted((a, b) => a - b));
      expect(heard.at(-1)).toBe(1);
    });

    it('says source-damaged for a file that is no sound', async () => {
      await expect(diarize({ speechPath: import.meta.filename })).rejects.toMatchObject({ code: 'source-damaged' });
    });
  });
}
