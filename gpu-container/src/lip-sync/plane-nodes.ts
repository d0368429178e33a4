import type { NodeGrid } from './node-grid.js';

export interface PlaneNodes {
  /** Fields of every node side by side, row after row. */
  readonly values: Int32Array;
  readonly columns: number;
  readonly rows: number;
  readonly step: number;
}

export interface PlaneNodesParams {
  readonly grid: NodeGrid;
  /** Per field: its node values at full size, what is taken off them, and what the rest is multiplied with. */
  readonly fields: ReadonlyArray<{ readonly values: Float64Array; readonly origin: number; readonly scale: number }>;
  readonly plane: { readonly width: number; readonly height: number; readonly shiftX: number; readonly shiftY: number };
}

/**
 * Node values for one plane of a picture, as whole numbers: the same places for luma, and for chroma that is halved in
 * both directions; read between the rows or columns where a plane is halved in one direction only.
 */
export function planeNodes({ grid, fields, plane }: PlaneNodesParams): PlaneNodes {
  const step = grid.step - Math.max(plane.shiftX, plane.shiftY);
  const cell = 1 << step;
  const columns = Math.ceil(plane.width / cell) + 1;
  const rows = Math.ceil(plane.height / cell) + 1;
  const strideX = (cell << plane.shiftX) / (1 << grid.step);
  const strideY = (cell << plane.shiftY) / (1 << grid.step);
  const values = new Int32Array(columns * rows * fields.length);
  const isSameGrid = strideX === 1 && strideY === 1 && columns === grid.columns && rows <= grid.rows;
  fields.forEach(({ values: from, origin, scale }, field) => {
    let at = field;
    if (isSameGrid) {
      for (let node = 0; node < columns * rows; node++, at += fields.length) {
        values[at] = Math.round(((from[node] ?? 0) - origin) * scale);
      }
      return;
    }
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const x = Math.min(grid.columns - 1, column * strideX);
        const y = Math.min(grid.rows - 1, row * strideY);
        values[at] = Math.round((readAt(from, grid, x, y) - origin) * scale);
        at += fields.length;
      }
    }
  });
  return { values, columns, rows, step };
}

function readAt(values: Float64Array, { columns, rows }: NodeGrid, x: number, y: number): number {
  const [x0, y0] = [Math.floor(x), Math.floor(y)];
  const here = values[y0 * columns + x0] ?? 0;
  if (x === x0 && y === y0) return here;
  const right = values[y0 * columns + Math.min(columns - 1, x0 + 1)] ?? 0;
  const below = values[Math.min(rows - 1, y0 + 1) * columns + x0] ?? 0;
  return here + (right - here) * (x - x0) + (below - here) * (y - y0);
}
