import { describe, expect, it } from 'vitest';
import { enlargePatch } from '../../../gpu-container/src/lip-sync/enlarge-patch.js';
import type { RgbPicture } from '../../../pipeline/ports/face-detector.js';

const grey = (width: number, height: number): RgbPicture => ({
  ...{ width, height },
  data: new Uint8Array(3 * width * height).fill(90),
});
const signal = new AbortController().signal;
const box = (side: number) => ({ left: 0, top: 0, width: side, height: side });
const fourfold = {
  factor: 4,
  enlarge: async ({ width, height }: RgbPicture) => grey(4 * width, 4 * height),
};

describe('a drawn patch', () => {
  it.each([
    [16, 16, 16],
    [16, 12, 16],
    [16, 17, 32],
    [16, 33, 64],
    [16, 200, 64],
  ])('of %i pixels is laid in %i pixels with %i', async (side, laidIn, expected) => {
    const { patch } = await enlargePatch({ patch: grey(side, side), box: box(laidIn) }, fourfold, signal);

    expect([patch.width, patch.height, patch.data.length]).toEqual([expected, expected, 3 * expected * expected]);
    expect(new Set(patch.data)).toEqual(new Set([90]));
  });
});
