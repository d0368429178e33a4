import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeMouth } from '../../../gpu-container/src/lip-sync/describe-mouth.js';
import { placeLandmarks } from '../../../gpu-container/src/lip-sync/place-landmarks.js';
import { landmarkSet } from '../../../pipeline/faces/landmark-set.js';
import { measureLips } from '../../../pipeline/lip-sync/measure-lips.js';
import { facePoints } from './drawn-face.js';

const target = fc.record({
  open: fc.double({ min: 0, max: 0.3, noNaN: true }),
  width: fc.double({ min: 0.42, max: 0.72, noNaN: true }),
});
const donor = fc.constantFrom(facePoints.closed, facePoints.open);

const place = (wanted: { open: number; width: number }, from: readonly number[], strength = 1) =>
  placeLandmarks({ current: facePoints.closed, donor: from, target: wanted, strength, movesJaw: true });

describe('landmarks of a new mouth', () => {
  it('have the gap and the width that were asked for', () => {
    fc.assert(
      fc.property(target, donor, (wanted, from) => {
        const { open, width } = measureLips(place(wanted, from));
        expect(Math.abs(open - wanted.open)).toBeLessThan(0.02);
        expect(Math.abs(width - wanted.width)).toBeLessThan(0.01);
      }),
    );
  });

  it('keep the upper lip above the lower one', () => {
    const { innerLips } = landmarkSet.groups;
    fc.assert(
      fc.property(target, donor, (wanted, from) => {
        const placed = place(wanted, from);
        for (let at = 1; at < 10; at++) {
          const [upper, lower] = [innerLips[at] ?? 0, innerLips[20 - at] ?? 0];
          expect(placed[2 * lower + 1]).toBeGreaterThan((placed[2 * upper + 1] ?? 0) - 0.5);
        }
      }),
    );
  });

  it('leave eyes, nose and the sides of the face where they are', () => {
    fc.assert(
      fc.property(target, donor, (wanted, from) => {
        const placed = place(wanted, from);
        for (const slot of [...landmarkSet.groups.rightEye, ...landmarkSet.groups.nose, landmarkSet.slotOf(234)]) {
          expect(placed[2 * slot]).toBe(facePoints.closed[2 * slot]);
          expect(placed[2 * slot + 1]).toBe(facePoints.closed[2 * slot + 1]);
        }
      }),
    );
  });

  it('lower the chin for an open mouth', () => {
    const chin = 2 * landmarkSet.named.chinTip + 1;
    expect(place(describeMouth(facePoints.open), facePoints.open)[chin]).toBeGreaterThan(
      (facePoints.closed[chin] ?? 0) + 2,
    );
  });
});
