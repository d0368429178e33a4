import { describe, expect, it } from 'vitest';
import { coverSpeech } from '../../../gpu-container/src/engines/pocketsphinx/cover-speech.js';

const segment = (startMs: number, endMs: number) => ({ id: `${startMs}`, startMs, endMs, text: 'x', words: [] });
const spans = (
  segments: readonly (readonly [number, number])[],
  regions: readonly (readonly [number, number])[],
): readonly (readonly [number, number])[] =>
  coverSpeech(
    segments.map(([startMs, endMs]) => segment(startMs, endMs)),
    regions.map(([startMs, endMs]) => ({ startMs, endMs })),
  ).map(({ startMs, endMs }) => [startMs, endMs]);

describe('the speech beside a segment in which no word was made out', () => {
  it('belongs to it, to where the speech ends', () => {
    expect(spans([[1000, 2000]], [[700, 2600]])).toEqual([[700, 2600]]);
  });

  it('is shared at its middle by two segments', () => {
    expect(
      spans(
        [
          [0, 1000],
          [1800, 3000],
        ],
        [[0, 3000]],
      ),
    ).toEqual([
      [0, 1400],
      [1400, 3000],
    ]);
  });

  it('is left alone farther than a second away, and where a silence lies between', () => {
    expect(
      spans(
        [
          [0, 1000],
          [6000, 7000],
        ],
        [
          [0, 3000],
          [3500, 7000],
        ],
      ),
    ).toEqual([
      [0, 2000],
      [5000, 7000],
    ]);
    expect(spans([[1000, 2000]], [[2400, 3000]])).toEqual([[1000, 2000]]);
  });
});
