import type { WrapModel } from './read-wrap-model.js';

const LOWER_TEETH = 4;
/** Index of the points whose distance tells a mouth turned inside out from one torn open. */
const [INNER_UPPER, INNER_LOWER] = [4, 5] as const;
/** Lips further apart than this, in units of the model, are none a person makes. */
const WIDEST = 45;

/** The face at rest with the shapes added in: the points of a mouth that says something. */
export function moveFace(model: WrapModel, rest: Float64Array, weights: ArrayLike<number>): Float64Array {
  const moved = rest.slice();
  for (const [shape, offsets] of model.shapes.entries()) {
    const weight = weights[shape] ?? 0;
    for (let at = 0; at < offsets.length; at++) moved[at] = (moved[at] ?? 0) + weight * (offsets[at] ?? 0);
  }
  const drop = ((weights[0] ?? 0) + (weights[1] ?? 0)) / 2.7 + 6;
  for (const [index, kind] of model.kinds.entries()) {
    if (kind === LOWER_TEETH) moved[3 * index + 1] = (moved[3 * index + 1] ?? 0) + drop;
  }
  return moved;
}

/** Whether the shapes leave the lips in order: the upper one above the lower one, and not too far. */
export function isPossibleMouth(model: WrapModel, weights: ArrayLike<number>): boolean {
  let gap = 0;
  for (const [shape, offsets] of model.shapes.entries()) {
    gap += (weights[shape] ?? 0) * ((offsets[3 * INNER_UPPER + 1] ?? 0) - (offsets[3 * INNER_LOWER + 1] ?? 0));
  }
  return gap <= 0 && gap >= -WIDEST;
}
