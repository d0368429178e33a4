import { describe, expect, it } from 'vitest';
import type { Transcript } from '../../../pipeline/contracts/transcript.js';
import { measureFit } from '../../../pipeline/timing/measure-fit.js';

const transcript: Transcript = {
  language: 'en',
  segments: [
    {
      id: 'a',
      speaker: 'ann',
      startMs: 900,
      endMs: 4100,
      text: 'two stretches',
      words: [
        { text: 'two', startMs: 1000, endMs: 1900 },
        { text: 'near', startMs: 2100, endMs: 2500 },
        { text: 'stretches', startMs: 3500, endMs: 4000 },
      ],
    },
    { id: 'b', speaker: 'ben', startMs: 4000, endMs: 5000, text: 'one', words: [] },
  ],
};

describe('measureFit', () => {
  it('counts speech by words with small gaps closed, and only its own dub', () => {
    // a speaks 1000–2500 and 3500–4000; the dub of a covers 1100–2500 of it, the dub of b its first half
    const { byId, summary } = measureFit({
      transcript,
      placed: [
        { id: 'a', startMs: 1100, endMs: 3000, rate: 1.3 },
        { id: 'b', startMs: 3400, endMs: 4500, rate: 1 },
      ],
    });

    expect(byId.get('a')).toEqual({ overlap: 0.7, onsetErrorMs: 100 });
    expect(byId.get('b')).toEqual({ overlap: 0.5, onsetErrorMs: -600 });
    expect(summary).toEqual({
      overlap: Math.round((1900 / 3000) * 10_000) / 10_000,
      withinNaturalRate: 0.5,
      onsetErrorP95Ms: 600,
      overlappingSegments: 0,
      aboveHardRate: 0,
    });
  });

  it('does not count the pauses of a dub as speech', () => {
    const placed = [{ id: 'a', startMs: 1000, endMs: 4000, rate: 1, pauses: [{ atMs: 1000, durationMs: 1500 }] }];

    expect(measureFit({ transcript, placed }).byId.get('a')?.overlap).toBe(0.75);
  });

  it('counts a dub that talks over another, unless two speakers did so in the original', () => {
    const overlapping = [
      { id: 'a', startMs: 1000, endMs: 4400, rate: 1 },
      { id: 'b', startMs: 4200, endMs: 5000, rate: 1 },
    ];
    const [first, second] = transcript.segments;
    if (first === undefined || second === undefined) throw new Error('the transcript has two segments');
    const apart: Transcript = { ...transcript, segments: [{ ...first, endMs: 3900 }, second] };

    expect(measureFit({ transcript, placed: overlapping }).summary.overlappingSegments).toBe(0);
    expect(measureFit({ transcript: apart, placed: overlapping }).summary.overlappingSegments).toBe(1);
  });
});
