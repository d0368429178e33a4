import type { Affine } from './affine.js';

export interface AlignFacesParams {
  /** Landmarks of both faces: x at 2 · slot, y at 2 · slot + 1. */
  readonly from: ArrayLike<number>;
  readonly to: ArrayLike<number>;
  /** Slots that do not move with the mouth. */
  readonly slots: readonly number[];
}

/** The affine map that lays one face onto another, by least squares over the given points. */
export function alignFaces({ from, to, slots }: AlignFacesParams): Affine {
  const count = slots.length || 1;
  const mean = [0, 0, 0, 0];
  for (const slot of slots) {
    for (let axis = 0; axis < 2; axis++) {
      mean[axis] = (mean[axis] ?? 0) + (from[2 * slot + axis] ?? 0) / count;
      mean[2 + axis] = (mean[2 + axis] ?? 0) + (to[2 * slot + axis] ?? 0) / count;
    }
  }
  const [mx = 0, my = 0, nx = 0, ny = 0] = mean;
  let [xx, xy, yy, xu, yu, xv, yv] = [0, 0, 0, 0, 0, 0, 0];
  for (const slot of slots) {
    const x = (from[2 * slot] ?? 0) - mx;
    const y = (from[2 * slot + 1] ?? 0) - my;
    const u = (to[2 * slot] ?? 0) - nx;
    const v = (to[2 * slot + 1] ?? 0) - ny;
    xx += x * x;
    xy += x * y;
    yy += y * y;
    xu += x * u;
    yu += y * u;
    xv += x * v;
    yv += y * v;
  }
  const det = xx * yy - xy * xy || 1;
  const [a, b] = [(xu * yy - yu * xy) / det, (yu * xx - xu * xy) / det];
  const [d, e] = [(xv * yy - yv * xy) / det, (yv * xx - xv * xy) / det];
  return { a, b, c: nx - a * mx - b * my, d, e, f: ny - d * mx - e * my };
}
