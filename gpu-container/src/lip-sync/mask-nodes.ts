import type { PlanarCrop } from '../../../pipeline/ports/mouth-renderer.js';
import type { MouthMask } from './mouth-mask.js';
import type { NodeGrid } from './node-grid.js';
import type { NodePositions } from './warp-nodes.js';

export interface MaskNodesParams {
  readonly grid: NodeGrid;
  readonly mask: MouthMask;
  readonly strength: number;
  readonly patches: ReadonlyArray<{ readonly crop: PlanarCrop; readonly nodes: NodePositions }>;
}

/** Within so many pixels of the border of a donor's crop the mask fades out: there is nothing behind it. */
const CROP_BORDER_PX = 6;

/** The mask at the nodes of a grid, 0 where a donor has no picture. */
export function maskNodes({ grid, mask, strength, patches }: MaskNodesParams): Float64Array {
  const cell = 1 << grid.step;
  const values = new Float64Array(grid.columns * grid.rows);
  if (patches.length === 0) return values;
  for (let row = 0; row < grid.rows; row++) {
    const y = grid.box.y + row * cell;
    if (y < mask.box.y || y > mask.box.y + mask.box.height) continue;
    for (let column = 0; column < grid.columns; column++) {
      const value = strength * mask.valueAt(grid.box.x + column * cell, y);
      const node = row * grid.columns + column;
      values[node] = value === 0 ? 0 : value * room(patches, node);
    }
  }
  return values;
}

function room(patches: MaskNodesParams['patches'], node: number): number {
  let share = 1;
  for (const { crop, nodes } of patches) {
    const u = (nodes.x[node] ?? 0) - crop.box.x;
    const v = (nodes.y[node] ?? 0) - crop.box.y;
    const inside = Math.min(u, v, crop.box.width - 1 - u, crop.box.height - 1 - v) / CROP_BORDER_PX;
    share *= Math.min(1, Math.max(0, inside));
  }
  return share;
}
