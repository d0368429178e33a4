import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blendOverlaps } from '../../../gpu-container/src/vision/blend-overlaps.js';
import { overlap } from '../../../gpu-container/src/vision/overlap.js';
import { suppressOverlaps } from '../../../gpu-container/src/vision/suppress-overlaps.js';
import type { DetectedFace } from '../../../pipeline/ports/face-detector.js';

/** 30 boxes whose answer was taken from OpenCV's `dnn.NMSBoxes` (score 0, overlap 0.3). */
const BOXES = [
  ...[
    [35, 14, 35, 49],
    [16, 9, 28, 24],
    [27, 48, 36, 27],
    [49, 53, 27, 36],
    [13, 11, 21, 35],
    [22, 18, 45, 29],
  ],
  ...[
    [41, 1, 38, 27],
    [5, 58, 20, 36],
    [36, 41, 39, 47],
    [4, 38, 29, 39],
    [49, 53, 27, 24],
    [30, 11, 31, 23],
  ],
  ...[
    [55, 3, 47, 34],
    [33, 25, 41, 27],
    [14, 26, 29, 26],
    [5, 34, 33, 47],
    [54, 43, 28, 20],
    [5, 14, 35, 38],
  ],
  ...[
    [7, 22, 47, 36],
    [26, 44, 25, 31],
    [22, 52, 25, 38],
    [29, 24, 44, 21],
    [6, 35, 35, 40],
    [8, 32, 38, 33],
  ],
  ...[
    [47, 18, 40, 37],
    [19, 52, 31, 48],
    [4, 18, 39, 24],
    [32, 10, 35, 48],
    [9, 30, 34, 22],
    [19, 0, 28, 28],
  ],
];
const SCORES = [
  ...[0.207, 0.612, 0.991, 0.819, 0.111, 0.524, 0.285, 0.144, 0.96, 0.205, 0.023, 0.816, 0.721, 0.697, 0.399],
  ...[0.771, 0.311, 0.632, 0.635, 0.825, 0.036, 0.051, 0.244, 0.639, 0.939, 0.844, 0.383, 0.153, 0.478, 0.447],
];
const KEPT = [2, 24, 25, 3, 11, 15, 12, 18, 1, 16, 6, 7, 21];

const faces: readonly DetectedFace[] = BOXES.map(([left = 0, top = 0, width = 0, height = 0], at) => ({
  box: { left, top, width, height },
  score: SCORES[at] ?? 0,
}));

const anyFace = fc.record({
  box: fc.record({
    left: fc.integer({ min: 0, max: 80 }),
    top: fc.integer({ min: 0, max: 80 }),
    width: fc.integer({ min: 1, max: 40 }),
    height: fc.integer({ min: 1, max: 40 }),
  }),
  score: fc.float({ min: Math.fround(0.01), max: 1, noNaN: true }),
});

describe('suppressing overlapping faces', () => {
  it('keeps what OpenCV keeps', () => {
    const kept = suppressOverlaps({ faces, maxOverlap: 0.3 });

    expect(kept.map((face) => faces.indexOf(face))).toEqual(KEPT);
  });

  it('keeps no two that overlap and lets none go that overlaps none kept', () => {
    fc.assert(
      fc.property(fc.array(anyFace, { maxLength: 20 }), (found) => {
        const kept = suppressOverlaps({ faces: found, maxOverlap: 0.3 });
        for (const [at, face] of kept.entries()) {
          for (const other of kept.slice(at + 1)) expect(overlap(face.box, other.box)).toBeLessThanOrEqual(0.3);
        }
        for (const face of found) {
          expect(kept.includes(face) || kept.some((other) => overlap(face.box, other.box) > 0.3)).toBe(true);
        }
      }),
    );
  });
});

describe('blending overlapping faces', () => {
  it('weighs boxes by their scores and keeps the best score', () => {
    const box = (left: number): DetectedFace['box'] => ({ left, top: 0, width: 10, height: 10 });

    const blended = blendOverlaps({
      faces: [
        { box: box(0), score: 0.9 },
        { box: box(3), score: 0.3 },
        { box: box(50), score: 0.5 },
      ],
      maxOverlap: 0.3,
    });

    expect(blended.map(({ box: { left }, score }) => [left, score])).toEqual([
      [0.75, 0.9],
      [50, 0.5],
    ]);
  });
});
