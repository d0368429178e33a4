import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createPyannoteDiarizer } from '../../../gpu-container/src/engines/pyannote/create-pyannote-diarizer.js';
import { createVoiceClustersDiarizer } from '../../../gpu-container/src/engines/voice-clusters/create-voice-clusters-diarizer.js';
import type { Transcript } from '../../../pipeline/contracts/transcript.js';
import { joinSpans } from '../../../pipeline/sound/join-spans.js';
import { diarizationErrorRate, type SpeakerTurn } from '../../../pipeline/speech/diarization-error-rate.js';
import { synthesizeVoice } from '../../pipeline/sound/synthesize-voice.js';
import { samplePath } from '../../samples/sample-path.js';
import { testDiarizer } from './diarizer.suite.js';
import { openTinyDiarization } from './pyannote/open-tiny-diarization.js';
import { soundTurns } from './pyannote/tone-voices.js';

const folder = await mkdtemp(join(tmpdir(), 'polydub-diarizers-'));
const { deps, close } = await openTinyDiarization(folder);
afterAll(async () => {
  await close();
  await rm(folder, { recursive: true, force: true });
});

const people = [
  synthesizeVoice({ sampleRateHz: 16_000, seconds: 40, pitchHz: 105, seed: 3 }),
  synthesizeVoice({ sampleRateHz: 16_000, seconds: 40, pitchHz: 215, seed: 4, tract: 1.18 }),
];

/** Both people, each heard during the turns of that number. */
function speakTurns(turns: readonly SpeakerTurn[], seconds: number): Float32Array {
  const samples = new Float32Array(seconds * 16_000);
  for (const { speaker, startMs, endMs } of turns) {
    for (let n = startMs * 16; n < Math.min(samples.length, endMs * 16); n++) {
      samples[n] = (samples[n] ?? 0) + 0.5 * (people[Number(speaker)]?.[n] ?? 0);
    }
  }
  return samples;
}

testDiarizer('voice-clusters', { create: createVoiceClustersDiarizer, sound: speakTurns });
testDiarizer('pyannote', { create: () => createPyannoteDiarizer(deps), sound: soundTurns });

const speechPath = samplePath('samples/multi/pyannote-audio__sample.wav');
const turnsPath = samplePath('samples/multi/pyannote-audio__sample.rttm');
const WORD_MS = 250;

describe('voice-clusters on a telephone call', () => {
  it('finds both speakers with an error under 20 %', async (context) => {
    if (speechPath === undefined || turnsPath === undefined) {
      return context.skip('the two-speaker sample is not on this machine');
    }
    const reference = readFileSync(turnsPath, 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.split(' '))
      .map((field) => ({
        speaker: field[7] ?? '',
        startMs: Number(field[3]) * 1000,
        endMs: (Number(field[3]) + Number(field[4])) * 1000,
      }));
    const spans = joinSpans({ spans: reference, padBeforeMs: 0, padAfterMs: 0, joinMs: 50 });
    const segments = spans.map(({ startMs, endMs }, i) => {
      const words = Array.from({ length: Math.ceil((endMs - startMs) / WORD_MS) }, (_, w) => ({
        text: 'x',
        startMs: startMs + w * WORD_MS,
        endMs: Math.min(endMs, startMs + (w + 1) * WORD_MS),
      }));
      return { id: `seg_${i}`, startMs, endMs, text: words.map(() => 'x').join(' '), words };
    });
    const transcript: Transcript = { language: 'en', segments };
    const { signal } = new AbortController();
    const diarized = await createVoiceClustersDiarizer().diarize({ speechPath, transcript, signal });
    const hypothesis = diarized.segments.map((segment) => ({ ...segment, speaker: segment.speaker ?? '' }));
    expect(diarized.speakers).toHaveLength(2);
    // 7.8 % of the speech is both at once and cannot be found by a method that names one speaker at a time.
    expect(diarizationErrorRate({ reference, hypothesis }).rate).toBeLessThan(0.2);
    expect(diarizationErrorRate({ reference, hypothesis, collarMs: 250 }).rate).toBeLessThan(0.08);
  });
});
