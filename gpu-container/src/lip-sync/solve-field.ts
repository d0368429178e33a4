import type { KernelHeap } from './kernel-heap.js';
import type { KernelExports } from './mouth-kernel.js';
import type { NodeGrid } from './node-grid.js';

export interface SolveFieldParams {
  readonly kernel: KernelExports;
  /** Emptied first. */
  readonly heap: KernelHeap;
  /** Interleaved x, y, in pixels from the corner of the grid. */
  readonly centres: Float64Array;
  /** Columns of values at the centres, one after the other: two per source, x and y. */
  readonly values: Float64Array;
  /** Radius in pixels within which the field is rounded off. */
  readonly radius: number;
  readonly grid: NodeGrid;
}

/** Pulls the solution towards smoothness where points lie on one another, relative to the radius. */
const RIDGE = 0.02;
const LANES = 4;

/**
 * Multiquadrics through the values, plus a constant: exact at the centres up to the ridge, smooth between. Answers with
 * the values at every node of the grid, as pairs x, y, one array per two columns.
 */
export function solveField(params: SolveFieldParams): readonly Float32Array[] {
  const { kernel, heap, centres, values, radius, grid } = params;
  heap.reset();
  const count = centres.length / 2;
  const size = count + 1;
  const columns = values.length / count;
  const width = size + columns;
  const matrix = systemOf(params, width);
  const address = heap.put(new Uint8Array(matrix.buffer));
  kernel.solve(address, size, columns);
  const solved = new Float64Array(heap.view(address, matrix.byteLength).slice().buffer);
  const blocks = Math.ceil(count / LANES);
  return Array.from({ length: columns / 2 }, (_, pair) => {
    const weights = (at: number, column: number) => solved[at * width + size + 2 * pair + column] ?? 0;
    const packed = new Float32Array(blocks * 4 * LANES);
    for (let at = 0; at < count; at++) {
      const base = Math.floor(at / LANES) * 4 * LANES + (at % LANES);
      packed[base] = centres[2 * at] ?? 0;
      packed[base + LANES] = centres[2 * at + 1] ?? 0;
      packed[base + 2 * LANES] = weights(at, 0);
      packed[base + 3 * LANES] = weights(at, 1);
    }
    const source = heap.put(new Uint8Array(packed.buffer));
    const bytes = grid.columns * grid.rows * 8;
    const target = heap.take(bytes);
    const softness = radius * radius;
    const constants = [weights(count, 0), weights(count, 1)] as const;
    kernel.field(target, 0, 0, 1 << grid.step, grid.columns, grid.rows, source, blocks, softness, ...constants);
    return new Float32Array(heap.view(target, bytes).slice().buffer);
  });
}

/** The linear system, row after row: kernel of the distances, the constant's column, then the right-hand sides. */
function systemOf({ centres, values, radius }: SolveFieldParams, width: number): Float64Array {
  const count = centres.length / 2;
  const columns = values.length / count;
  const matrix = new Float64Array((count + 1) * width);
  const softness = radius * radius;
  for (let row = 0; row < count; row++) {
    const [x, y] = [centres[2 * row] ?? 0, centres[2 * row + 1] ?? 0];
    const start = row * width;
    for (let column = 0; column < row; column++) {
      const dx = x - (centres[2 * column] ?? 0);
      const dy = y - (centres[2 * column + 1] ?? 0);
      const kernel = -Math.sqrt(dx * dx + dy * dy + softness);
      matrix[start + column] = kernel;
      matrix[column * width + row] = kernel;
    }
    matrix[start + row] = RIDGE * radius - radius;
    matrix[start + count] = 1;
    matrix[count * width + row] = 1;
    for (let column = 0; column < columns; column++) {
      matrix[start + count + 1 + column] = values[column * count + row] ?? 0;
    }
  }
  return matrix;
}
