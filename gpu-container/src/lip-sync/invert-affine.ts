import type { Affine } from './affine.js';

/** The map back. The map must not collapse the plane. */
export function invertAffine({ a, b, c, d, e, f }: Affine): Affine {
  const det = a * e - b * d;
  return {
    ...{ a: e / det, b: -b / det, c: (b * f - c * e) / det },
    ...{ d: -d / det, e: a / det, f: (c * d - a * f) / det },
  };
}
