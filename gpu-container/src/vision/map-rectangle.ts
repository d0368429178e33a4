import type { PicturePoint } from '../../../pipeline/ports/face-detector.js';
import type { AffineMap } from './affine-map.js';

export interface MapRectangleParams {
  /** Middle of the rectangle in the picture. */
  readonly centre: PicturePoint;
  readonly width: number;
  readonly height: number;
  /** How far it is turned, in radians, clockwise as seen. */
  readonly angle?: number;
  /** Size of the patch it is to fill, in pixels. */
  readonly patchWidth: number;
  readonly patchHeight: number;
}

/** Maps pixels of a patch onto a turned rectangle of a picture, edge to edge. */
export function mapRectangle(params: MapRectangleParams): AffineMap {
  const { centre, width, height, angle = 0, patchWidth, patchHeight } = params;
  const scaleX = width / patchWidth;
  const scaleY = height / patchHeight;
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const a = cos * scaleX;
  const b = -sin * scaleY;
  const d = sin * scaleX;
  const e = cos * scaleY;
  // The middle of a patch of n pixels lies between them, at (n − 1) / 2.
  const midX = (patchWidth - 1) / 2;
  const midY = (patchHeight - 1) / 2;
  return { a, b, c: centre.x - a * midX - b * midY, d, e, f: centre.y - d * midX - e * midY };
}
