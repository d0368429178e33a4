import type { DetectedFace, PicturePoint } from '../../../pipeline/ports/face-detector.js';

/** A turned square in a picture: centre, side in pixels, turn in radians clockwise as seen. */
export interface FaceSquare {
  readonly centre: PicturePoint;
  readonly side: number;
  readonly angle: number;
}

/** The square around a found face, `margin` times its longer side, turned so that the eyes lie level where told. */
export function faceSquare({ box, points }: DetectedFace, margin: number): FaceSquare {
  const centre = { x: box.left + box.width / 2, y: box.top + box.height / 2 };
  return { centre, side: Math.max(box.width, box.height) * margin, angle: eyeAngle(points?.rightEye, points?.leftEye) };
}

export interface LandmarkSquareParams {
  readonly points: readonly PicturePoint[];
  /** Indices of the outer corners of the eyes: the person's right, left. */
  readonly eyes: readonly [number, number];
  readonly margin: number;
}

/** The square around the points of a face, measured along its own axes. */
export function landmarkSquare({ points, eyes, margin }: LandmarkSquareParams): FaceSquare {
  const angle = eyeAngle(points[eyes[0]], points[eyes[1]]);
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const along = points.map(({ x, y }) => x * cos + y * sin);
  const across = points.map(({ x, y }) => y * cos - x * sin);
  const [left, right] = [Math.min(...along), Math.max(...along)];
  const [top, bottom] = [Math.min(...across), Math.max(...across)];
  const u = (left + right) / 2;
  const v = (top + bottom) / 2;
  const centre = { x: u * cos - v * sin, y: u * sin + v * cos };
  return { centre, side: Math.max(right - left, bottom - top) * margin, angle };
}

function eyeAngle(right: PicturePoint | undefined, left: PicturePoint | undefined): number {
  return right === undefined || left === undefined ? 0 : Math.atan2(left.y - right.y, left.x - right.x);
}
