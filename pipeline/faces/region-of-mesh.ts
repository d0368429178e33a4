import type { FaceMesh } from './face-mesh.js';
import type { FaceRegion } from './face-region.js';

/** The landmark model was trained on squares this much larger than the face. */
const MARGIN = 1.5;
const RIGHT_EYE = 33;
const LEFT_EYE = 263;

/** Where to look for a face that was here a picture ago: upright to its eyes, around all its points. */
export function regionOfMesh({ points }: Pick<FaceMesh, 'points'>): FaceRegion {
  const x = (point: number): number => points[2 * point] ?? 0;
  const y = (point: number): number => points[2 * point + 1] ?? 0;
  const turn = Math.atan2(y(LEFT_EYE) - y(RIGHT_EYE), x(LEFT_EYE) - x(RIGHT_EYE));
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let at = 0; at < points.length; at += 2) {
    const [px, py] = [points[at] ?? 0, points[at + 1] ?? 0];
    const [across, down] = [px * cos + py * sin, py * cos - px * sin];
    left = Math.min(left, across);
    right = Math.max(right, across);
    top = Math.min(top, down);
    bottom = Math.max(bottom, down);
  }
  const [across, down] = [(left + right) / 2, (top + bottom) / 2];
  const side = Math.max(right - left, bottom - top) * MARGIN;
  return { x: across * cos - down * sin, y: across * sin + down * cos, side, turn };
}
