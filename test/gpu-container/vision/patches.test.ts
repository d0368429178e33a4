import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { fromHalfFloats, toHalfFloats } from '../../../gpu-container/src/neural/half-floats.js';
import { mapPoint } from '../../../gpu-container/src/vision/affine-map.js';
import { createPatchCutter } from '../../../gpu-container/src/vision/create-patch-cutter.js';
import { landmarkSquare } from '../../../gpu-container/src/vision/face-square.js';
import { fitSimilarity } from '../../../gpu-container/src/vision/fit-similarity.js';
import { mapRectangle } from '../../../gpu-container/src/vision/map-rectangle.js';
import { buildKernel } from '../lip-sync/build-kernel.js';
import { referenceCut } from './reference-cut.js';

/** Five points of a face in a photograph, and where ArcFace wants them in 112 × 112 (its published template). */
const FOUND = [
  [150.506, 161.508],
  [210.466, 159.313],
  [176.013, 196.379],
  [157.637, 222.99],
  [209.409, 221.42],
].map(([x = 0, y = 0]) => ({ x, y }));
const TEMPLATE = [
  [38.2946, 51.6963],
  [73.5318, 51.5014],
  [56.0252, 71.7366],
  [41.5493, 92.3655],
  [70.7299, 92.2041],
].map(([x = 0, y = 0]) => ({ x, y }));

const gradient = (width: number, height: number) => ({
  width,
  height,
  data: Uint8Array.from({ length: width * height * 3 }, (_, at) => {
    const pixel = Math.floor(at / 3);
    return at % 3 === 0 ? (pixel % width) * 10 : at % 3 === 1 ? Math.floor(pixel / width) * 10 : 7;
  }),
});

/** Bytes that look like chance and are the same every time. */
const speckles = (length: number, seed: number) =>
  Uint8Array.from({ length }, (_, at) => (Math.imul(at + seed, 2_654_435_761) >>> 13) & 255);

describe('aligning a face', () => {
  it('gives the transform of Umeyama’s method', () => {
    const map = fitSimilarity({ from: FOUND, to: TEMPLATE });

    // numpy, by singular values, on the same points
    expect(map.a).toBeCloseTo(0.61639335, 7);
    expect(map.b).toBeCloseTo(-0.02309899, 7);
    expect(map.c).toBeCloseTo(-50.97913448, 6);
    expect(map.d).toBeCloseTo(0.02309899, 7);
    expect(map.e).toBeCloseTo(0.61639335, 7);
    expect(map.f).toBeCloseTo(-50.82166213, 6);
  });

  it('finds any turn, scale and shift again', () => {
    const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
    fc.assert(
      fc.property(number(-3, 3), number(0.1, 5), number(-100, 100), number(-100, 100), (angle, scale, x, y) => {
        const a = scale * Math.cos(angle);
        const d = scale * Math.sin(angle);
        const truth = { a, b: -d, c: x, d, e: a, f: y };
        const map = fitSimilarity({ from: FOUND, to: FOUND.map((point) => mapPoint(truth, point)) });
        for (const key of ['a', 'b', 'c', 'd', 'e', 'f'] as const) expect(map[key]).toBeCloseTo(truth[key], 6);
      }),
    );
  });
});

beforeAll(buildKernel);

describe('cutting a patch', () => {
  it('gives the picture itself where patch and picture are the same', () => {
    const picture = gradient(6, 4);
    const same = mapRectangle({ centre: { x: 2.5, y: 1.5 }, width: 6, height: 4, patchWidth: 6, patchHeight: 4 });

    const patch = createPatchCutter().copy({
      picture,
      toPicture: same,
      width: 6,
      height: 4,
      channels: 'bgr',
      scale: 1,
      offset: 0,
    });

    expect(Array.from(patch.subarray(0, 24))).toEqual(Array(24).fill(7));
    expect(Array.from(patch.subarray(24, 30))).toEqual(Array(6).fill(0));
    expect(Array.from(patch.subarray(48, 54))).toEqual([0, 10, 20, 30, 40, 50]);
  });

  it('interpolates between pixels and fills in outside the picture', () => {
    const picture = gradient(4, 4);
    const toPicture = { a: 1, b: 0, c: 0.25, d: 0, e: 1, f: 1 };

    const patch = createPatchCutter().copy({
      picture,
      toPicture,
      width: 5,
      height: 1,
      channels: 'rgb',
      scale: 0.1,
      offset: -1,
      outside: 100,
    });

    const expected = [2.5, 12.5, 22.5, 30 * 0.75 + 100 * 0.25, 100].map((byte) => byte / 10 - 1);
    Array.from(patch.subarray(0, 5)).forEach((value, at) => {
      expect(value).toBeCloseTo(expected[at] ?? 0, 5);
    });
  });

  it('gives what the plain arithmetic gives, wherever the patch lies and however it is turned', () => {
    const cutter = createPatchCutter();
    const whole = (min: number, max: number) => fc.integer({ min, max });
    const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
    fc.assert(
      fc.property(
        fc.record({ width: whole(1, 40), height: whole(1, 30), seed: whole(1, 1000) }),
        fc.record({
          width: whole(1, 21),
          height: whole(1, 9),
          channels: fc.constantFrom('rgb' as const, 'bgr' as const),
        }),
        fc.record({ x: number(-20, 60), y: number(-20, 50), side: number(0.2, 90) }),
        fc.constantFrom(0, 0, 0.1, -1.3, Math.PI / 2, Math.PI),
        fc.boolean(),
        ({ seed, ...size }, patch, place, angle, isMirrored) => {
          const picture = { ...size, data: speckles(3 * size.width * size.height, seed) };
          const map = mapRectangle({
            ...{ centre: place, width: place.side, height: place.side / 2, angle },
            ...{ patchWidth: patch.width, patchHeight: patch.height },
          });
          const toPicture = isMirrored ? { ...map, a: -map.a, d: -map.d } : map;
          const params = { picture, toPicture, ...patch, scale: 1 / 255, offset: 0.25, outside: 110 };

          const cut = cutter.copy(params);

          const expected = referenceCut(params);
          // a place may fall on the other side of a pixel in single precision: values agree within two of 255 levels
          const apart = cut.map((value, at) => Math.abs(value - (expected[at] ?? Number.NaN)));
          expect(Math.max(...apart)).toBeLessThan(1 / 255);
          expect(apart.reduce((sum, value) => sum + value, 0) / apart.length).toBeLessThan(0.05 / 255);
        },
      ),
      { numRuns: 500, seed: 7 },
    );
  });

  it('gives half-precision numbers as the plain conversion does', () => {
    const picture = { width: 64, height: 48, data: speckles(64 * 48 * 3, 9) };
    const toPicture = mapRectangle({
      centre: { x: 30, y: 20 },
      ...{ width: 70, height: 70, angle: 0.2, patchWidth: 32, patchHeight: 33 },
    });
    const cutter = createPatchCutter();
    const params = { picture, toPicture, width: 32, height: 33, channels: 'rgb' as const, scale: 1 / 255, offset: 0 };

    const halves = cutter.cut(params).halves();

    const plain = cutter.copy(params);
    expect(Array.from(halves)).toEqual(Array.from(toHalfFloats(plain)));
    expect(Math.max(...fromHalfFloats(halves))).toBeGreaterThan(0.9);
  });

  it('keeps a patch that was not given back while others are cut', () => {
    const cutter = createPatchCutter();
    const params = { toPicture: { a: 1, b: 0, c: 0, d: 0, e: 1, f: 0 }, channels: 'rgb' as const, scale: 1, offset: 0 };
    const cut = (seed: number, side: number) => {
      const picture = { width: side, height: side, data: speckles(3 * side * side, seed) };
      return cutter.cut({ ...params, picture, width: side, height: side });
    };

    const first = cut(1, 8);
    const values = Array.from(first.data);
    const second = cut(2, 300);
    second.release();
    const third = cut(3, 200);

    expect(Array.from(first.data)).toEqual(values);
    expect(third.data.length).toBe(3 * 200 * 200);
    expect(third.data.buffer).toBe(second.data.buffer);
  });

  it('turns with the eyes of a face', () => {
    const tilted = [
      { x: 10, y: 10 },
      { x: 20, y: 20 },
      { x: 8, y: 22 },
    ];

    const square = landmarkSquare({ points: tilted, eyes: [0, 1], margin: 1 });

    expect(square.angle).toBeCloseTo(Math.PI / 4, 9);
    expect(square.side).toBeCloseTo(Math.hypot(10, 10), 9);
  });
});
