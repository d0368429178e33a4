import type { PlanarCrop } from '../../../pipeline/ports/mouth-renderer.js';

/** Places in a box, `1 << step` pixels apart in both directions, one row and column beyond its end. */
export interface NodeGrid {
  readonly box: PlanarCrop['box'];
  readonly step: number;
  readonly columns: number;
  readonly rows: number;
}

/** Faces whose eyes are nearer to each other than this get the finer grid, in pixels. */
const FINE_BELOW_PX = 110;

/** The grid over a box for a face of that size. */
export function nodeGrid(box: PlanarCrop['box'], eyeDistancePx: number): NodeGrid {
  const step = eyeDistancePx < FINE_BELOW_PX ? 2 : 3;
  const cell = 1 << step;
  return { box, step, columns: Math.ceil(box.width / cell) + 1, rows: Math.ceil(box.height / cell) + 1 };
}
