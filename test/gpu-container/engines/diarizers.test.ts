import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createVoiceClustersDiarizer } from '../../../gpu-container/src/engines/voice-clusters/create-voice-clusters-diarizer.js';
import type { Transcript } from '../../../pipeline/contracts/transcript.js';
import { joinSpans } from '../../../pipeline/sound/join-spans.js';
import { diarizationErrorRate } from '../../../pipeline/speech/diarization-error-rate.js';
import { samplePath } from '../../samples/sample-path.js';

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
