import type { NodeGrid } from './node-grid.js';
import type { NodePositions } from './warp-nodes.js';

/** Where a composed mouth may have changed samples: 1 for each cell of the grid, row after row. */
export interface TouchedArea {
  readonly grid: NodeGrid;
  readonly cells: Uint8Array;
}

export interface TouchedAreaParams {
  readonly grid: NodeGrid;
  readonly ground: NodePositions;
  readonly mask: Float64Array;
}

/** Cells with a corner where the mask shows or the ground moves. */
export function touchedArea({ grid, ground, mask }: TouchedAreaParams): TouchedArea {
  const cell = 1 << grid.step;
  const width = grid.columns - 1;
  const cells = new Uint8Array(width * (grid.rows - 1));
  for (let row = 0; row < grid.rows; row++) {
    for (let column = 0; column < grid.columns; column++) {
      const node = row * grid.columns + column;
      const isStill = ground.x[node] === grid.box.x + column * cell && ground.y[node] === grid.box.y + row * cell;
      if (isStill && mask[node] === 0) continue;
      for (let y = Math.max(0, row - 1); y <= Math.min(row, grid.rows - 2); y++) {
        for (let x = Math.max(0, column - 1); x <= Math.min(column, width - 1); x++) cells[y * width + x] = 1;
      }
    }
  }
  return { grid, cells };
}
