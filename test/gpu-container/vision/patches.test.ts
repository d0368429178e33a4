import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mapPoint } from '../../../gpu-container/src/vision/affine-map.js';
import { cutPatch } from '../../../gpu-container/src/vision/cut-patch.js';
import { landmarkSquare } from '../../../gpu-container/src/vision/face-square.js';
import { fitSimilarity } from '../../../gpu-container/src/vision/fit-similarity.js';
import { mapRectangle } from '../../../gpu-container/src/vision/map-rectangle.js';

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

describe('cutting a patch', () => {
  it('gives the picture itself where patch and picture are the same', () => {
    const picture = gradient(6, 4);
    const same = mapRectangle({ centre: { x: 2.5, y: 1.5 }, width: 6, height: 4, patchWidth: 6, patchHeight: 4 });

    const patch = cutPatch({
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

    const patch = cutPatch({
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
