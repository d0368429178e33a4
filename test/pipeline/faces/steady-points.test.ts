import { describe, expect, it } from 'vitest';
import { landmarkSet } from '../../../pipeline/faces/landmark-set.js';
import { steadyPoints } from '../../../pipeline/faces/steady-points.js';

const values = landmarkSet.points.length * 2;
const frameCount = 40;
const { upperLipBottom, lowerLipTop } = landmarkSet.named;

/** Numbers that look random and are the same every time, −1…1. */
const noise = (seed: number): number => 2 * (Math.abs(Math.sin(seed * 12.9898) * 43758.5453) % 1) - 1;

/** A face that walks through the picture along a curve; `tremble` shakes the whole of it in each frame. */
function draw(tremble: number, mouth: (frame: number) => number): Float32Array {
  const points = new Float32Array(frameCount * values);
  for (let frame = 0; frame < frameCount; frame++) {
    const shakeX = tremble * noise(frame + 1);
    const shakeY = tremble * noise(frame + 101);
    for (let slot = 0; slot < landmarkSet.points.length; slot++) {
      points[frame * values + 2 * slot] = 300 + (slot % 17) * 8 + 2 * frame + 0.05 * frame ** 2 + shakeX;
      points[frame * values + 2 * slot + 1] = 200 + Math.floor(slot / 17) * 8 + shakeY;
    }
    const open = frame * values + 2 * lowerLipTop + 1;
    points[open] = (points[frame * values + 2 * upperLipBottom + 1] ?? 0) + mouth(frame);
  }
  return points;
}

const worst = (a: Float32Array, b: Float32Array): number =>
  a.reduce((most, value, at) => Math.max(most, Math.abs(value - (b[at] ?? 0))), 0);

describe('steadying points', () => {
  it('leaves a head alone that moves along a curve without trembling', () => {
    const points = draw(0, () => 10);
    const steadied = points.slice();
    steadyPoints(steadied, frameCount);
    expect(worst(points, steadied)).toBeLessThan(0.02);
  });

  it('takes away half of a tremble at least', () => {
    const calm = draw(0, () => 10);
    const shaken = draw(1, () => 10);
    const steadied = shaken.slice();
    steadyPoints(steadied, frameCount);
    const error = (points: Float32Array) =>
      Math.sqrt(points.reduce((sum, value, at) => sum + (value - (calm[at] ?? 0)) ** 2, 0) / points.length);
    expect(error(steadied)).toBeLessThan(error(shaken) / 1.5);
  });

  it('keeps a closure of a single frame as deep as it was', () => {
    const points = draw(1, (frame) => (frame === 20 ? 0 : 12));
    steadyPoints(points, frameCount);
    const gap = (frame: number): number =>
      (points[frame * values + 2 * lowerLipTop + 1] ?? 0) - (points[frame * values + 2 * upperLipBottom + 1] ?? 0);
    expect(gap(20)).toBeCloseTo(0, 1);
    expect(gap(19)).toBeCloseTo(12, 1);
  });
});
