import type { LipShape } from '../contracts/lip-report.js';
import { landmarkSet } from '../faces/landmark-set.js';

const { innerLips } = landmarkSet.groups;
const { rightEyeOuter, leftEyeOuter, rightMouthCorner, leftMouthCorner } = landmarkSet.named;

/** Pairs of inner lip points over and under each other around the middle: [upper, lower] places in the ring. */
const MIDDLE_PAIRS = [
  [4, 16],
  [5, 15],
  [6, 14],
] as const;

/** The shape of the mouth whose landmarks begin at `offset` of `points`, in eye distances. */
export function measureLips(points: ArrayLike<number>, offset = 0): LipShape {
  const eyes = distance(points, offset, rightEyeOuter, leftEyeOuter) || 1;
  let gap = 0;
  for (const [upper, lower] of MIDDLE_PAIRS) {
    gap += distance(points, offset, innerLips[upper] ?? 0, innerLips[lower] ?? 0);
  }
  return {
    open: gap / MIDDLE_PAIRS.length / eyes,
    width: distance(points, offset, rightMouthCorner, leftMouthCorner) / eyes,
  };
}

function distance(points: ArrayLike<number>, offset: number, a: number, b: number): number {
  const at = (slot: number) => [points[offset + 2 * slot] ?? 0, points[offset + 2 * slot + 1] ?? 0] as const;
  const [ax, ay] = at(a);
  const [bx, by] = at(b);
  return Math.hypot(ax - bx, ay - by);
}
