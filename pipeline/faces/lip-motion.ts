import type { LandmarkFrames } from './landmark-frames.js';
import { landmarkSet } from './landmark-set.js';

/** Values of one frame. */
export const LIP_VALUES = 6;

const { slotOf, named } = landmarkSet;
const OPENINGS = [
  [slotOf(82), slotOf(87)],
  [slotOf(312), slotOf(317)],
] as const;

/**
 * What a mouth does in each frame, in distances between the eyes, whatever the size and turn of the face: opening in the
 * middle, opening at the sides, width, height with the lips, chin below the nose, thickness of the upper lip.
 */
export function lipMotion({ points, frameCount }: LandmarkFrames): readonly Float64Array[] {
  const values = landmarkSet.points.length * 2;
  return Array.from({ length: frameCount }, (_, frame) => {
    const x = (slot: number): number => points[frame * values + 2 * slot] ?? 0;
    const y = (slot: number): number => points[frame * values + 2 * slot + 1] ?? 0;
    const [acrossX, acrossY] = [
      x(named.leftEyeOuter) - x(named.rightEyeOuter),
      y(named.leftEyeOuter) - y(named.rightEyeOuter),
    ];
    const square = acrossX ** 2 + acrossY ** 2 || 1;
    const across = (slot: number): number => (x(slot) * acrossX + y(slot) * acrossY) / square;
    const down = (slot: number): number => (y(slot) * acrossX - x(slot) * acrossY) / square;
    const gap = (upper: number, lower: number): number => down(lower) - down(upper);
    return Float64Array.of(
      gap(named.upperLipBottom, named.lowerLipTop),
      OPENINGS.reduce((sum, [upper, lower]) => sum + gap(upper, lower) / OPENINGS.length, 0),
      across(named.leftMouthCorner) - across(named.rightMouthCorner),
      gap(named.upperLipTop, named.lowerLipBottom),
      gap(named.noseTip, named.chinTip),
      gap(named.upperLipTop, named.upperLipBottom),
    );
  });
}
