import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { halvePicture } from '../../../gpu-container/src/faces/halve-picture.js';
import { buildKernel } from '../lip-sync/build-kernel.js';

beforeAll(buildKernel);

describe('a picture at half its size', () => {
  it('has the mean of four pixels in each, whatever its sides are', () => {
    const side = fc.integer({ min: 1, max: 41 });
    fc.assert(
      fc.property(side, side, fc.integer({ min: 1, max: 1000 }), (width, height, seed) => {
        const data = Uint8Array.from(
          { length: 3 * width * height },
          (_, at) => Math.imul(at + seed, 2_654_435_761) >>> 24,
        );

        const half = halvePicture({ width, height, data });

        expect([half.width, half.height]).toEqual([width >> 1, height >> 1]);
        const expected = Array.from({ length: half.data.length }, (_, at) => {
          const [x, y] = [Math.floor(at / 3) % half.width, Math.floor(at / 3 / half.width)];
          const byte = (dx: number, dy: number) => data[3 * ((2 * y + dy) * width + 2 * x + dx) + (at % 3)] ?? 0;
          return (byte(0, 0) + byte(1, 0) + byte(0, 1) + byte(1, 1) + 2) >> 2;
        });
        expect(Array.from(half.data)).toEqual(expected);
      }),
      { numRuns: 200, seed: 3 },
    );
  });
});
