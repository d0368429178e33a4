import { describe, expect, it } from 'vitest';
import { findScenes } from '../../../pipeline/timing/find-scenes.js';
import { defaultFitLimits } from '../../../pipeline/timing/fit-limits.js';
import { prepareLines } from '../../../pipeline/timing/prepare-lines.js';

function scenesOf(
  lines: readonly (readonly [startMs: number, endMs: number, spokenMs: number])[],
  videoDurationMs: number,
  shotsMs: readonly number[] = [],
) {
  const params = {
    transcript: {
      language: 'en',
      segments: lines.map(([startMs, endMs], index) => ({ id: `${index}`, startMs, endMs, text: 'x', words: [] })),
    },
    speech: lines.map(([, , durationMs], index) => ({ id: `${index}`, durationMs })),
    videoDurationMs,
  };
  const prepared = prepareLines(params, defaultFitLimits);
  return findScenes({ lines: prepared, limits: defaultFitLimits, shotsMs, videoEndMs: videoDurationMs }).map(
    ({ lines: own, startMs, endMs }) => [own.length, startMs, endMs],
  );
}

describe('findScenes', () => {
  it('ends a scene at a long silence, shortly before the next line', () => {
    expect(
      scenesOf(
        [
          [0, 1000, 900],
          [1400, 2000, 600],
          [4000, 5000, 900],
        ],
        6000,
      ),
    ).toEqual([
      [2, 0, 3600],
      [1, 3600, 6000],
    ]);
  });

  it('ends a scene at a shorter silence only when a shot change falls into it', () => {
    const lines = [
      [0, 1000, 900],
      [1600, 2000, 400],
    ] as const;

    expect(scenesOf(lines, 3000)).toHaveLength(1);
    expect(scenesOf(lines, 3000, [1300])).toEqual([
      [1, 0, 1450],
      [1, 1450, 3000],
    ]);
    expect(scenesOf(lines, 3000, [1800])).toHaveLength(1);
  });

  it('joins a scene that has no room to its neighbour', () => {
    expect(
      scenesOf(
        [
          [0, 1000, 900],
          [9990, 10_000, 4000],
        ],
        10_000,
      ),
    ).toEqual([[2, 0, 10_000]]);
  });
});
