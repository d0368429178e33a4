import type { PicturePoint } from '../../../pipeline/ports/face-detector.js';
import type { AffineMap } from './affine-map.js';

export interface FitSimilarityParams {
  readonly from: readonly PicturePoint[];
  /** As many points, in the same order. */
  readonly to: readonly PicturePoint[];
}

/**
 * The turn, scale and shift that bring one set of points closest to another, least squares (Umeyama 1991, in the plane,
 * without mirroring). Fewer than two different points give a shift alone.
 */
export function fitSimilarity({ from, to }: FitSimilarityParams): AffineMap {
  const count = Math.min(from.length, to.length);
  const middle = (points: readonly PicturePoint[]): PicturePoint => ({
    x: points.slice(0, count).reduce((sum, point) => sum + point.x, 0) / count,
    y: points.slice(0, count).reduce((sum, point) => sum + point.y, 0) / count,
  });
  const start = middle(from);
  const end = middle(to);
  let along = 0;
  let across = 0;
  let spread = 0;
  for (let i = 0; i < count; i++) {
    const x = (from[i]?.x ?? 0) - start.x;
    const y = (from[i]?.y ?? 0) - start.y;
    const u = (to[i]?.x ?? 0) - end.x;
    const v = (to[i]?.y ?? 0) - end.y;
    along += x * u + y * v;
    across += x * v - y * u;
    spread += x * x + y * y;
  }
  const a = spread > 0 ? along / spread : 1;
  const d = spread > 0 ? across / spread : 0;
  return { a, b: -d, c: end.x - a * start.x + d * start.y, d, e: a, f: end.y - d * start.x - a * start.y };
}
