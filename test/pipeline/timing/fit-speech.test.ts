import { describe, expect, it } from 'vitest';
import type { Segment } from '../../../pipeline/contracts/transcript.js';
import { fitSpeech } from '../../../pipeline/timing/fit-speech.js';
import type { FitSpeechParams, SpeechToFit } from '../../../pipeline/timing/fit-speech-params.js';

type Original = readonly [id: string, startMs: number, endMs: number, speaker?: string];

function segmentOf([id, startMs, endMs, speaker]: Original): Segment {
  return { id, startMs, endMs, text: id, words: [], ...(speaker !== undefined && { speaker }) };
}

function fitted(originals: readonly Original[], dubs: readonly number[], more: Partial<FitSpeechParams> = {}) {
  return fitSpeech({
    transcript: { language: 'en', segments: originals.map(segmentOf) },
    speech: originals.map(([id], index): SpeechToFit => ({ id, durationMs: dubs[index] ?? 0 })),
    videoDurationMs: 60_000,
    ...more,
  });
}

describe('fitSpeech', () => {
  it('leaves a dub of the same length where and as it is', () => {
    const plan = fitted([['a', 1000, 3000]], [2000]);

    expect(plan.segments).toEqual([{ id: 'a', startMs: 1000, endMs: 3000, rate: 1, overlap: 1, onsetErrorMs: 0 }]);
    expect(plan.summary).toEqual({
      overlap: 1,
      withinNaturalRate: 1,
      onsetErrorP95Ms: 0,
      overlappingSegments: 0,
      aboveHardRate: 0,
      scenes: 1,
    });
  });

  it('slows a short dub down to the natural limit and no further', () => {
    const [line] = fitted([['a', 1000, 5000]], [2000]).segments;

    expect(line?.rate).toBe(0.85);
    expect(line?.startMs).toBe(1000);
  });

  it('lets a long dub borrow the silence after it instead of leaving the natural band', () => {
    const [line] = fitted(
      [
        ['a', 1000, 3000],
        ['b', 4000, 5000],
      ],
      [3000, 1000],
    ).segments;

    expect(line?.rate).toBe(1.2);
    expect(line?.endMs).toBe(3500);
    expect(line?.exceptions).toBeUndefined();
  });

  it('lets lines before and after a crowded one share its burden', () => {
    const originals: Original[] = [
      ['a', 1000, 3000],
      ['b', 3000, 5000],
      ['c', 5000, 7000],
    ];
    const plan = fitted(originals, [2000, 3000, 2000]);

    expect(plan.summary.withinNaturalRate).toBe(1);
    expect(plan.segments.map(({ rate }) => rate > 1)).toEqual([true, true, true]);
    expect(Math.max(...plan.segments.map(({ onsetErrorMs }) => Math.abs(onsetErrorMs)))).toBeLessThan(400);
  });

  it('says so when a line can only be rushed', () => {
    const originals: Original[] = [
      ['a', 0, 1000],
      ['b', 1000, 2000],
      ['c', 2000, 3000],
    ];
    const plan = fitted(originals, [3000, 3000, 3000], { videoDurationMs: 3000 });

    expect(plan.summary.aboveHardRate).toBe(3);
    expect(plan.segments[1]?.exceptions?.[0]).toMatch(/^Spoken \d\.\d\d times as fast, beyond the hard limit of 1\.45/);
  });

  it('takes a shorter wording where the first does not fit, and the first where it does', () => {
    const originals: Original[] = [
      ['a', 0, 1000],
      ['b', 1000, 2000],
      ['c', 2000, 5000],
    ];
    const plan = fitted(originals, [], {
      videoDurationMs: 5000,
      speech: [
        { id: 'a', durationMs: 1000, alternatives: [{ text: 'short', durationMs: 700 }] },
        { id: 'b', durationMs: 1900, alternatives: [{ text: 'shorter', durationMs: 1050 }] },
        { id: 'c', durationMs: 3000 },
      ],
    });

    expect(plan.segments.map(({ alternative }) => alternative)).toEqual([undefined, 0, undefined]);
    expect(plan.summary.withinNaturalRate).toBe(1);
  });

  it('keeps natural speed and comes late where no mouth is seen, and hurries where one is', () => {
    const originals: Original[] = [
      ['a', 0, 2000],
      ['b', 2000, 4000],
    ];
    const seen = fitted(originals, [2300, 1900], { onScreen: () => true });
    const unseen = fitted(originals, [2300, 1900], { onScreen: () => false });

    expect(seen.segments[0]?.rate).toBeGreaterThan(unseen.segments[0]?.rate ?? 9);
    expect(Math.abs(seen.segments[1]?.onsetErrorMs ?? 9)).toBeLessThan(Math.abs(unseen.segments[1]?.onsetErrorMs ?? 0));
  });

  it('pauses inside a line where the original does', () => {
    const words = [
      { text: 'Good morning,', startMs: 1000, endMs: 1700 },
      { text: 'my name is Jo.', startMs: 2500, endMs: 3700 },
    ];
    const transcript = { language: 'en', segments: [{ ...segmentOf(['a', 1000, 3700]), words }] };
    const spoken = [
      { text: 'Buenos días,', startMs: 0, endMs: 700 },
      { text: 'soy Jo.', startMs: 700, endMs: 1900 },
    ];
    const withWords = fitted([], [], { transcript, speech: [{ id: 'a', durationMs: 1900, words: spoken }] });
    const without = fitted([], [], { transcript, speech: [{ id: 'a', durationMs: 1900 }] });

    expect(withWords.segments[0]?.pauses).toEqual([{ atMs: 700, durationMs: 800 }]);
    expect(withWords.segments[0]).toMatchObject({ startMs: 1000, endMs: 3700, rate: 1, overlap: 1 });
    expect(without.segments[0]?.pauses).toBeUndefined();
    expect(without.summary.overlap).toBeLessThan(0.9);
  });

  it('lets another speaker talk over a line as far as the original does, and never the same speaker', () => {
    const originals = (second: string): Original[] => [
      ['a', 0, 3000, 'ann'],
      ['b', 2600, 4000, second],
    ];
    const two = fitted(originals('bob'), [3000, 1400]).segments;
    const one = fitted(originals('ann'), [3000, 1400]).segments;

    expect(two.map(({ startMs, rate }) => [startMs, rate])).toEqual([
      [0, 1],
      [2600, 1],
    ]);
    expect(one[1]?.startMs).toBeGreaterThanOrEqual(one[0]?.endMs ?? 9999);
  });

  it('starts a last line early rather than letting it run past the end or be rushed', () => {
    const [line] = fitted([['a', 9000, 10_000]], [2000], { videoDurationMs: 10_000 }).segments;

    expect(line?.endMs).toBeLessThanOrEqual(10_000);
    expect(line?.startMs).toBeLessThan(9000);
    expect(line?.rate).toBeLessThanOrEqual(1.45);
    expect(line?.exceptions?.join(' ')).toMatch(/ms before the original/);
  });

  it('hands no lateness on to the next scene', () => {
    const originals: Original[] = [
      ['a', 0, 1000],
      ['b', 3000, 4000],
    ];

    expect(fitted(originals, [4000, 1000]).segments[1]).toMatchObject({ startMs: 3000, rate: 1 });
  });

  it('counts text that has no speech as uncovered, and gives an empty plan for no speech', () => {
    const plan = fitted([['a', 0, 1000]], [], { speech: [] });

    expect(plan.segments).toEqual([]);
    expect(plan.summary).toMatchObject({ overlap: 0, withinNaturalRate: 1, onsetErrorP95Ms: 0, scenes: 0 });
  });

  it.each([
    ['a segment that is not there', { speech: [{ id: 'nobody', durationMs: 500 }] }],
    [
      'the same segment twice',
      {
        speech: [
          { id: 'a', durationMs: 500 },
          { id: 'a', durationMs: 500 },
        ],
      },
    ],
    ['a length that is not a number', { speech: [{ id: 'a', durationMs: Number.NaN }] }],
    ['a video without length', { videoDurationMs: 0 }],
  ])('refuses %s', (_name, more: Partial<FitSpeechParams>) => {
    expect(() => fitted([['a', 0, 1000]], [1000], more)).toThrowError(
      expect.objectContaining({ code: 'transcript-invalid' }),
    );
  });
});
