import type { FaceRegion } from '../../../pipeline/faces/face-region.js';
import type { FaceDetection } from './face-detection.js';

/** The landmark model was trained on squares this much larger than the detector's box. */
const MARGIN = 1.5;

/** Where to look for the landmarks of a face that was just found. */
export function regionOfDetection({ x, y, width, height, points }: FaceDetection): FaceRegion {
  const [rightX = 0, rightY = 0, leftX = 1, leftY = 0] = points;
  return { x, y, side: Math.max(width, height) * MARGIN, turn: Math.atan2(leftY - rightY, leftX - rightX) };
}
