import { describe, expect, it } from 'vitest';
import type { Transcript } from '../../../pipeline/contracts/transcript.js';
import { chooseSample, type HeardSpan } from '../../../pipeline/speech/choose-sample.js';
import { findSampleSpans } from '../../../pipeline/speech/find-sample-spans.js';

const segment = (id: string, startMs: number, endMs: number, more: object = {}) => ({
  ...{ id, speaker: 'spk_1', startMs, endMs, text: 'some words', words: [], ...more },
});
const transcript = (segments: Transcript['segments']): Transcript => ({ language: 'en', segments });

describe('where a speaker is heard alone', () => {
  it('is where they say words, and nobody else is near', () => {
    const spans = findSampleSpans(
      transcript([
        segment('a', 0, 3000),
        segment('b', 4000, 4600),
        segment('c', 5000, 8000, { text: '♪ … 123' }),
        segment('d', 9000, 12_000),
        segment('other', 11_000, 13_000, { speaker: 'spk_2' }),
        segment('e', 13_100, 16_000),
        segment('f', 20_000, 23_000),
      ]),
      'spk_1',
    );
    expect(spans).toEqual([
      { startMs: 0, endMs: 3000 },
      { startMs: 20_000, endMs: 23_000 },
    ]);
  });

  it('begins with the first word, ends with the last, and is no longer than a model listens', () => {
    const word = (startMs: number, endMs: number) => ({ text: 'w', startMs, endMs });
    const words = [word(1500, 1800), word(4000, 4300)];
    const long = segment('b', 10_000, 40_000);
    expect(findSampleSpans(transcript([segment('a', 1000, 6000, { words }), long]), 'spk_1')).toEqual([
      { startMs: 1380, endMs: 4420 },
      { startMs: 10_000, endMs: 20_000 },
    ]);
  });

  it('is the longest places of a long film, in its order', () => {
    const many = Array.from({ length: 300 }, (_, at) => segment(`s${at}`, at * 10_000, at * 10_000 + 1000 + at));
    const spans = findSampleSpans(transcript(many), 'spk_1');
    expect(spans).toHaveLength(24);
    expect(spans[0]?.startMs).toBe(276 * 10_000);
    expect(spans.map(({ startMs }) => startMs)).toEqual(spans.map(({ startMs }) => startMs).sort((a, b) => a - b));
  });

  it('counts whoever is not told apart as the only speaker', () => {
    const { speaker: _, ...nobody } = segment('a', 0, 3000);
    expect(findSampleSpans(transcript([nobody]), 'spk_1')).toHaveLength(1);
    expect(findSampleSpans(transcript([nobody]), 'spk_2')).toHaveLength(0);
  });
});

const heard = (startMs: number, lengthMs: number, more: Partial<HeardSpan> = {}): HeardSpan => ({
  ...{ startMs, endMs: startMs + lengthMs, speechDb: -20, contrastDb: 30, clippedShare: 0, ...more },
});

describe('the sample of a voice', () => {
  it('is made of the cleanest stretches, in their order, up to ten seconds', () => {
    const { spans } = chooseSample([
      heard(0, 6000, { contrastDb: 6 }),
      heard(10_000, 4000),
      heard(20_000, 5000),
      heard(30_000, 3000),
    ]);
    expect(spans.map(({ startMs, endMs }) => [startMs, endMs])).toEqual([
      [10_000, 14_000],
      [20_000, 25_000],
      [30_000, 31_000],
    ]);
  });

  it('leaves out what is faint, turned away or clipped', () => {
    const { spans } = chooseSample([
      heard(0, 6000),
      heard(10_000, 3000, { speechDb: -36 }),
      heard(20_000, 3000, { clippedShare: 0.01 }),
    ]);
    expect(spans.map(({ startMs }) => startMs)).toEqual([0]);
  });

  it('is not made of less than five seconds, and says how much there was', () => {
    expect(chooseSample([heard(0, 3100), heard(10_000, 2000, { speechDb: -60 })])).toEqual({
      spans: [],
      reason: 'Only 3.1 s of clear speech of this speaker alone were found; 5 s are needed.',
    });
    expect(chooseSample([]).reason).toContain('Only 0.0 s');
  });
});
