import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readTurns } from '../../../bench/diarization/read-turns.js';
import { soundTurns } from '../../../bench/diarization/tone-voices.js';
import { transcriptOfTurns } from '../../../bench/diarization/transcript-of-turns.js';
import { createPyannoteDiarizer } from '../../../gpu-container/src/engines/pyannote/create-pyannote-diarizer.js';
import { findTurns } from '../../../gpu-container/src/engines/pyannote/find-turns.js';
import { createVoiceClustersDiarizer } from '../../../gpu-container/src/engines/voice-clusters/create-voice-clusters-diarizer.js';
import { openWavReader } from '../../../gpu-container/src/sound/open-wav-reader.js';
import { diarizationErrorRate, type SpeakerTurn } from '../../../pipeline/speech/diarization-error-rate.js';
import { synthesizeVoice } from '../../pipeline/sound/synthesize-voice.js';
import { samplePath } from '../../samples/sample-path.js';
import { testDiarizer } from './diarizer.suite.js';
import { openTinyDiarization } from './pyannote/open-tiny-diarization.js';
import { tellSegmentation } from './pyannote/told-segmentation.js';

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

describe('on a telephone call', () => {
  const { signal } = new AbortController();

  it('voice-clusters finds both speakers with an error under 20 %', async (context) => {
    if (speechPath === undefined || turnsPath === undefined) {
      return context.skip('the two-speaker sample is not on this machine');
    }
    const reference = readTurns(turnsPath);
    const transcript = transcriptOfTurns(reference);
    const diarized = await createVoiceClustersDiarizer().diarize({ speechPath, transcript, signal });
    const hypothesis = diarized.segments.map((segment) => ({ ...segment, speaker: segment.speaker ?? '' }));
    expect(diarized.speakers).toHaveLength(2);
    // 7.8 % of the speech is both at once and cannot be found by a method that names one speaker at a time.
    expect(diarizationErrorRate({ reference, hypothesis }).rate).toBeLessThan(0.2);
    expect(diarizationErrorRate({ reference, hypothesis, collarMs: 250 }).rate).toBeLessThan(0.08);
  });

  it('pyannote’s windows, told who speaks in each, become the turns of the call', async (context) => {
    if (speechPath === undefined || turnsPath === undefined) {
      return context.skip('the two-speaker sample is not on this machine');
    }
    const reference = readTurns(turnsPath);
    const spans = [{ startMs: 0, endMs: 30_000 }];
    const reader = await openWavReader(speechPath);
    const hypothesis = await findTurns(tellSegmentation(deps, reference), { reader, spans, signal });
    await reader.close();
    const { missed, falseAlarm, confusion } = diarizationErrorRate({ reference, hypothesis });

    expect(new Set(hypothesis.map(({ speaker }) => speaker)).size).toBe(2);
    // overlaps included: what is left is the rounding to frames
    expect(missed + falseAlarm).toBeLessThan(0.006);
    // mean mel bands are a poor likeness of two women's voices: 19.6 % here, 49 % for one speaker, 0 % for a good embedding
    expect(confusion).toBeLessThan(0.25);
  });
});
