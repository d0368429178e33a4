import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutFaces } from '../../../pipeline/faces/cut-faces.js';
import { cutFrames } from '../../../pipeline/faces/cut-frames.js';

const steady = (count: number, fps: number) => ({ timesMs: Array.from({ length: count }, (_, i) => (i * 1000) / fps) });

describe('cutting a source into stretches to look for faces in', () => {
  it('keeps short shots together and cuts at shot boundaries', () => {
    const frames = steady(30 * 150, 30);
    const stretches = cutFaces({ frames, shots: { cutsMs: [20_000, 55_000, 100_000] } });
    expect(stretches).toEqual([
      { firstFrame: 0, endFrame: 1650 },
      { firstFrame: 1650, endFrame: 3000 },
      { firstFrame: 3000, endFrame: 4500 },
    ]);
  });

  it('cuts a shot of ten minutes into equal pieces of a minute at most', () => {
    const stretches = cutFaces({ frames: steady(25 * 610, 25), shots: { cutsMs: [] } });
    const lengths = stretches.map(({ firstFrame, endFrame }) => endFrame - firstFrame);
    expect(lengths.length).toBe(11);
    expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThanOrEqual(1);
  });

  it('gives one stretch to a source of one picture and none to one of none', () => {
    expect(cutFaces({ frames: steady(1, 25), shots: { cutsMs: [] } })).toEqual([{ firstFrame: 0, endFrame: 1 }]);
    expect(cutFaces({ frames: steady(0, 25), shots: { cutsMs: [] } })).toEqual([]);
  });

  it('puts every frame into exactly one stretch, whatever the frame rate does', () => {
    const gaps = fc.array(fc.integer({ min: 1, max: 9000 }), { minLength: 1, maxLength: 300 });
    const cuts = fc.array(fc.integer({ min: 0, max: 400_000 }), { maxLength: 20 });
    fc.assert(
      fc.property(gaps, cuts, (steps, times) => {
        const timesMs = [0];
        for (const step of steps) timesMs.push((timesMs.at(-1) ?? 0) + step);
        const stretches = cutFaces({ frames: { timesMs }, shots: { cutsMs: times.toSorted((a, b) => a - b) } });
        const borders = stretches.map(({ firstFrame }) => firstFrame);
        expect(borders).toEqual([0, ...stretches.slice(0, -1).map(({ endFrame }) => endFrame)]);
        expect(stretches.at(-1)?.endFrame).toBe(timesMs.length);
        expect(stretches.every(({ firstFrame, endFrame }) => firstFrame < endFrame)).toBe(true);
      }),
      { seed: 3, numRuns: 200 },
    );
  });
});

describe('the frames at which shots begin', () => {
  it('are those whose times round to the cut', () => {
    expect(cutFrames(steady(100, 29.97), { cutsMs: [1001, 2002] })).toEqual([30, 60]);
  });

  it('are left out at the very beginning, twice and past the end', () => {
    expect(cutFrames(steady(50, 25), { cutsMs: [0, 400, 401, 9000] })).toEqual([10]);
  });
});
