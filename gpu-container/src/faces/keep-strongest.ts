import type { FaceDetection } from './face-detection.js';

/** Two boxes that share more than this of their union, or of the smaller one, are one face. */
const SAME_OF_UNION = 0.3;
const SAME_OF_SMALLER = 0.6;

/** Of boxes that lie on one another only the strongest, strongest first. */
export function keepStrongest(detections: readonly FaceDetection[]): readonly FaceDetection[] {
  const kept: FaceDetection[] = [];
  for (const candidate of [...detections].sort((a, b) => b.score - a.score)) {
    if (kept.every((other) => !isSame(candidate, other))) kept.push(candidate);
  }
  return kept;
}

function isSame(a: FaceDetection, b: FaceDetection): boolean {
  const across = overlap(a.x, a.width, b.x, b.width);
  const down = overlap(a.y, a.height, b.y, b.height);
  const shared = across * down;
  const [areaA, areaB] = [a.width * a.height, b.width * b.height];
  return shared > SAME_OF_UNION * (areaA + areaB - shared) || shared > SAME_OF_SMALLER * Math.min(areaA, areaB);
}

function overlap(middleA: number, lengthA: number, middleB: number, lengthB: number): number {
  const end = Math.min(middleA + lengthA / 2, middleB + lengthB / 2);
  return Math.max(0, end - Math.max(middleA - lengthA / 2, middleB - lengthB / 2));
}
