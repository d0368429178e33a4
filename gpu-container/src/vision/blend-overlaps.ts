import type { DetectedFace, FacePoints, PicturePoint } from '../../../pipeline/ports/face-detector.js';
import { overlap } from './overlap.js';
import type { SuppressOverlapsParams } from './suppress-overlaps.js';

/**
 * Makes one face of every group of overlapping ones: mean box and points, weighted by score, with the score of the
 * surest ("weighted" non-maximum suppression of the BlazeFace paper). The surest first.
 */
export function blendOverlaps({ faces, maxOverlap }: SuppressOverlapsParams): readonly DetectedFace[] {
  let left = faces.toSorted((a, b) => b.score - a.score);
  const blended: DetectedFace[] = [];
  for (let best = left[0]; best !== undefined; best = left[0]) {
    const surest = best;
    const group = left.filter((face) => face === surest || overlap(face.box, surest.box) > maxOverlap);
    left = left.filter((face) => !group.includes(face));
    blended.push(blend(group, surest.score));
  }
  return blended;
}

function blend(group: readonly DetectedFace[], score: number): DetectedFace {
  const total = group.reduce((sum, face) => sum + face.score, 0);
  const mean = (value: (face: DetectedFace) => number): number =>
    group.reduce((sum, face) => sum + value(face) * face.score, 0) / total;
  const point = (name: keyof FacePoints): PicturePoint => ({
    x: mean((face) => face.points?.[name].x ?? 0),
    y: mean((face) => face.points?.[name].y ?? 0),
  });
  const box = {
    left: mean((face) => face.box.left),
    top: mean((face) => face.box.top),
    width: mean((face) => face.box.width),
    height: mean((face) => face.box.height),
  };
  if (group.some((face) => face.points === undefined)) return { box, score };
  const points = {
    rightEye: point('rightEye'),
    leftEye: point('leftEye'),
    nose: point('nose'),
    mouthRight: point('mouthRight'),
    mouthLeft: point('mouthLeft'),
  };
  return { box, score, points };
}
