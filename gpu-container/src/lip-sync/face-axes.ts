import { landmarkSet } from '../../../pipeline/faces/landmark-set.js';

const { rightEyeOuter, leftEyeOuter } = landmarkSet.named;

/** Where a face lies: the middle between the eyes, its size, and its own directions in the picture. */
export interface FaceAxes {
  readonly x: number;
  readonly y: number;
  /** Distance between the outer corners of the eyes, in pixels. */
  readonly size: number;
  /** Unit vector from the right eye to the left; (−alongY, alongX) points down the face. */
  readonly alongX: number;
  readonly alongY: number;
}

/** The axes of a face from its landmarks. */
export function faceAxes(points: ArrayLike<number>): FaceAxes {
  const [rx = 0, ry = 0] = [points[2 * rightEyeOuter], points[2 * rightEyeOuter + 1]];
  const [lx = 0, ly = 0] = [points[2 * leftEyeOuter], points[2 * leftEyeOuter + 1]];
  const size = Math.hypot(lx - rx, ly - ry) || 1;
  return { x: (rx + lx) / 2, y: (ry + ly) / 2, size, alongX: (lx - rx) / size, alongY: (ly - ry) / size };
}
