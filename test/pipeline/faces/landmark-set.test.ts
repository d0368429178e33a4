import { describe, expect, it } from 'vitest';
import { landmarkSet } from '../../../pipeline/faces/landmark-set.js';

describe('the set of landmarks', () => {
  it('keeps every point once, in the order of the mesh', () => {
    expect(new Set(landmarkSet.points).size).toBe(landmarkSet.points.length);
    expect([...landmarkSet.points]).toEqual([...landmarkSet.points].sort((a, b) => a - b));
    expect(landmarkSet.points.every((point) => point >= 0 && point < 468)).toBe(true);
  });

  it('has all 80 points of the refined lips in four rings that share none', () => {
    const { outerLips, outerMiddleLips, innerMiddleLips, innerLips } = landmarkSet.groups;
    const rings = [outerLips, outerMiddleLips, innerMiddleLips, innerLips];
    expect(rings.map((ring) => ring.length)).toEqual([20, 20, 20, 20]);
    expect(new Set(rings.flat()).size).toBe(80);
  });

  it('leads from a mesh number to its slot and back', () => {
    for (const point of landmarkSet.points) expect(landmarkSet.points[landmarkSet.slotOf(point)]).toBe(point);
    expect(landmarkSet.points[landmarkSet.named.chinTip]).toBe(152);
    expect(() => landmarkSet.slotOf(467)).toThrow(RangeError);
  });
});
