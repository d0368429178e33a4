import type { LipShape } from '../../../pipeline/contracts/lip-report.js';
import { landmarkSet } from '../../../pipeline/faces/landmark-set.js';
import { measureLips } from '../../../pipeline/lip-sync/measure-lips.js';
import { faceAxes } from './face-axes.js';

/** One mouth as retrieval sees it. Lengths in eye distances. */
export interface MouthTraits extends LipShape {
  /** Where nose tip and chin lie against the eyes: they move with the pose and, the chin, with the jaw. */
  readonly noseSide: number;
  readonly noseDown: number;
  readonly jaw: number;
  /** Of the line between the eyes, in radians. */
  readonly roll: number;
  readonly eyeDistancePx: number;
}

const { noseTip, chinTip } = landmarkSet.named;

/** The traits of a face from its landmarks by slot. */
export function describeMouth(points: ArrayLike<number>): MouthTraits {
  const { x, y, size, alongX, alongY } = faceAxes(points);
  const place = (slot: number) => {
    const [dx, dy] = [((points[2 * slot] ?? 0) - x) / size, ((points[2 * slot + 1] ?? 0) - y) / size];
    return { side: dx * alongX + dy * alongY, down: dy * alongX - dx * alongY };
  };
  const nose = place(noseTip);
  return {
    ...measureLips(points),
    noseSide: nose.side,
    noseDown: nose.down,
    jaw: place(chinTip).down - nose.down,
    roll: Math.atan2(alongY, alongX),
    eyeDistancePx: size,
  };
}
