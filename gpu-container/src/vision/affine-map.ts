import type { PicturePoint } from '../../../pipeline/ports/face-detector.js';

/** `x' = a·x + b·y + c`, `y' = d·x + e·y + f`, in pixels whose centres are whole numbers. */
export interface AffineMap {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly e: number;
  readonly f: number;
}

/** Where a point goes. */
export function mapPoint({ a, b, c, d, e, f }: AffineMap, { x, y }: PicturePoint): PicturePoint {
  return { x: a * x + b * y + c, y: d * x + e * y + f };
}
