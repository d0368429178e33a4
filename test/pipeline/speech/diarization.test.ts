import { describe, expect, it } from 'vitest';
import type { Transcript } from '../../../pipeline/contracts/transcript.js';
import { diarizationErrorRate } from '../../../pipeline/speech/diarization-error-rate.js';
import { diarize } from '../../../pipeline/speech/diarize.js';
import { splitBySpeaker } from '../../../pipeline/speech/split-by-speaker.js';
import { voiceFeatures } from '../../../pipeline/speech/voice-features.js';
import { synthesizeVoice } from '../sound/synthesize-voice.js';

const RATE = 16_000;
const people = {
  low: synthesizeVoice({ sampleRateHz: RATE, seconds: 30, pitchHz: 105, seed: 3 }),
  high: synthesizeVoice({ sampleRateHz: RATE, seconds: 30, pitchHz: 215, seed: 4, tract: 1.18 }),
};
const turns = ['low', 'high', 'low', 'high', 'high', 'low'] as const;
const TURN_MS = 4000;

/** Six turns of four seconds; the third segment holds two turns, so that a change lies inside. */
function conversation() {
  const samples = new Float32Array((turns.length * TURN_MS * RATE) / 1000);
  turns.forEach((who, i) => {
    const at = (i * TURN_MS * RATE) / 1000;
    samples.set(people[who].subarray(at, at + (TURN_MS * RATE) / 1000), at);
  });
  const spans = [0, 1, 2, 4, 5].map((turn) => ({ turn, length: turn === 2 ? 2 : 1 }));
  const segments = spans.map(({ turn, length }) => {
    const words = Array.from({ length: length * 10 }, (_, i) => {
      const startMs = turn * TURN_MS + i * 400;
      return { text: `word${i}`, startMs, endMs: startMs + 380 };
    });
    const text = words.map((word) => `${word.text},`).join(' ');
    return { id: `seg_${turn}`, startMs: turn * TURN_MS, endMs: (turn + length) * TURN_MS, text, words };
  });
  const transcript: Transcript = { language: 'en', segments };
  const features = segments.map(({ startMs, endMs }) =>
    voiceFeatures({ samples: samples.slice(startMs * 16, endMs * 16), sampleRateHz: RATE, startMs }),
  );
  return { transcript, features };
}

describe('diarize', () => {
  const { transcript, features } = conversation();
  const reference = turns.map((speaker, i) => ({ speaker, startMs: i * TURN_MS, endMs: (i + 1) * TURN_MS }));
  const diarized = diarize({ transcript, features });
  const hypothesis = diarized.segments.map((segment) => ({ ...segment, speaker: segment.speaker ?? '' }));

  it('finds both speakers and who says what', () => {
    expect(diarized.speakers?.map(({ id, gender }) => [id, gender])).toEqual([
      ['spk_1', 'male'],
      ['spk_2', 'female'],
    ]);
    expect(diarizationErrorRate({ reference, hypothesis }).rate).toBeLessThan(0.06);
  });

  it('measures the pitch of each', () => {
    expect(Math.abs((diarized.speakers?.[0]?.pitchHz ?? 0) / 105 - 1)).toBeLessThan(0.15);
    expect(Math.abs((diarized.speakers?.[1]?.pitchHz ?? 0) / 215 - 1)).toBeLessThan(0.15);
  });

  it('splits the segment in which the speaker changes, and loses no word', () => {
    const parts = diarized.segments.filter(({ id }) => id.startsWith('seg_2'));
    expect(parts.map(({ id }) => id)).toEqual(['seg_2', 'seg_2-2']);
    expect(diarized.segments.flatMap(({ words }) => words)).toEqual(transcript.segments.flatMap(({ words }) => words));
    expect(parts.map(({ text }) => text).join(' ')).toBe(transcript.segments[2]?.text);
  });

  it('obeys a known number of speakers', () => {
    expect(diarize({ transcript, features, speakerCount: 1 }).speakers).toHaveLength(1);
    expect(diarize({ transcript, features, speakerCount: 2 }).speakers).toHaveLength(2);
  });

  it('keeps speakers that a transcript brings, and describes them', () => {
    const named = {
      ...transcript,
      segments: transcript.segments.map((segment) => ({ ...segment, speaker: 'ANNA' })),
      speakers: [{ id: 'ANNA', label: 'Anna' }],
    };
    expect(diarize({ transcript: named, features }).speakers).toMatchObject([
      { id: 'ANNA', label: 'Anna', speechMs: 24_000 },
    ]);
  });

  it('gives an empty transcript no speakers', () => {
    expect(diarize({ transcript: { language: 'en', segments: [] }, features: [] }).speakers).toEqual([]);
  });
});

describe('splitBySpeaker', () => {
  const words = [0, 1, 2, 3].map((i) => ({ text: `w${i}`, startMs: i * 400, endMs: i * 400 + 390 }));
  const segment = { id: 's', startMs: 0, endMs: 1600, text: 'W0 w1, w2 w3.', words };

  it('does not split off a single short word', () => {
    const parts = splitBySpeaker({ segment, speakers: ['a', 'a', 'a', 'b'] });
    expect(parts).toEqual([{ ...segment, speaker: 'a' }]);
  });

  it('keeps punctuation and the outer times', () => {
    const parts = splitBySpeaker({ segment, speakers: ['a', 'a', 'b', 'b'] });
    expect(parts.map(({ text, startMs, endMs }) => ({ text, startMs, endMs }))).toEqual([
      { text: 'W0 w1,', startMs: 0, endMs: 790 },
      { text: 'w2 w3.', startMs: 800, endMs: 1600 },
    ]);
  });
});

describe('diarizationErrorRate', () => {
  const reference = [
    { speaker: 'A', startMs: 0, endMs: 1000 },
    { speaker: 'B', startMs: 1000, endMs: 2000 },
  ];

  it('does not care about names', () => {
    const hypothesis = reference.map((turn) => ({ ...turn, speaker: turn.speaker === 'A' ? 'x' : 'y' }));
    expect(diarizationErrorRate({ reference, hypothesis }).rate).toBe(0);
  });

  it('counts missed speech, false alarms and confusion', () => {
    const hypothesis = [
      { speaker: 'x', startMs: 0, endMs: 900 },
      { speaker: 'x', startMs: 1000, endMs: 1200 },
      { speaker: 'y', startMs: 1200, endMs: 2100 },
    ];
    const error = diarizationErrorRate({ reference, hypothesis });
    expect(error.missed).toBeCloseTo(0.05, 9);
    expect(error.falseAlarm).toBeCloseTo(0.05, 9);
    expect(error.confusion).toBeCloseTo(0.1, 9);
  });

  it('leaves a collar around boundaries unscored', () => {
    const hypothesis = [
      { speaker: 'x', startMs: 0, endMs: 1200 },
      { speaker: 'y', startMs: 1200, endMs: 2000 },
    ];
    expect(diarizationErrorRate({ reference, hypothesis }).rate).toBeCloseTo(0.1, 9);
    expect(diarizationErrorRate({ reference, hypothesis, collarMs: 250 }).rate).toBe(0);
  });

  it('counts two people at once twice', () => {
    const both = [...reference, { speaker: 'B', startMs: 500, endMs: 1000 }];
    expect(diarizationErrorRate({ reference: both, hypothesis: reference }).missed).toBeCloseTo(0.2, 9);
  });
});
