import type { DetectedFace } from '../../../pipeline/ports/face-detector.js';
import { overlap } from './overlap.js';

export interface SuppressOverlapsParams {
  readonly faces: readonly DetectedFace[];
  /** Two boxes that share more than this (intersection over union) are one face. */
  readonly maxOverlap: number;
}

/** Keeps the surest of every group of overlapping faces (greedy non-maximum suppression); the surest first. */
export function suppressOverlaps({ faces, maxOverlap }: SuppressOverlapsParams): readonly DetectedFace[] {
  const kept: DetectedFace[] = [];
  for (const face of faces.toSorted((a, b) => b.score - a.score)) {
    if (kept.every((other) => overlap(other.box, face.box) <= maxOverlap)) kept.push(face);
  }
  return kept;
}
