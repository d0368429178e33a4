/** A smooth displacement of the plane, in pixels, known at centres and asked for anywhere. */
export interface WarpField {
  /** Interleaved x, y of the centres. */
  readonly centres: Float64Array;
  /** Weights of every centre for each of the `values` columns, column after column, then the columns' constants. */
  readonly weights: Float64Array;
  readonly columns: number;
  /** Square of the radius within which the field is rounded off, in px². */
  readonly softness: number;
}

export interface SolveFieldParams {
  readonly centres: Float64Array;
  /** Columns of values at the centres, one after the other. */
  readonly values: Float64Array;
  /** Radius in pixels within which the field is rounded off. */
  readonly radius: number;
}

/** Pulls the solution towards smoothness where points lie on one another, relative to the radius. */
const RIDGE = 0.02;

/** Multiquadrics through the values, plus a constant: exact at the centres up to the ridge, smooth between. */
export function solveField({ centres, values, radius }: SolveFieldParams): WarpField {
  const count = centres.length / 2;
  const columns = values.length / count;
  const size = count + 1;
  const softness = radius * radius;
  const matrix = new Float64Array(size * size);
  for (let row = 0; row < count; row++) {
    for (let column = 0; column < count; column++) {
      const dx = (centres[2 * row] ?? 0) - (centres[2 * column] ?? 0);
      const dy = (centres[2 * row + 1] ?? 0) - (centres[2 * column + 1] ?? 0);
      matrix[row * size + column] = -Math.sqrt(dx * dx + dy * dy + softness) + (row === column ? RIDGE * radius : 0);
    }
    matrix[row * size + count] = 1;
    matrix[count * size + row] = 1;
  }
  const right = new Float64Array(size * columns);
  for (let column = 0; column < columns; column++) {
    right.set(values.subarray(column * count, (column + 1) * count), column * size);
  }
  eliminate(matrix, right, size, columns);
  return { centres, weights: right, columns, softness };
}

/** Gauss with row pivots, in place; `right` holds the columns one after the other and becomes the solution. */
function eliminate(matrix: Float64Array, right: Float64Array, size: number, columns: number): void {
  for (let step = 0; step < size; step++) {
    swapRows({ matrix, right, size, columns, step, pivot: pivotOf(matrix, size, step) });
    const diagonal = matrix[step * size + step] || 1e-12;
    for (let row = step + 1; row < size; row++) {
      const factor = (matrix[row * size + step] ?? 0) / diagonal;
      if (factor === 0) continue;
      for (let at = step; at < size; at++) {
        matrix[row * size + at] = (matrix[row * size + at] ?? 0) - factor * (matrix[step * size + at] ?? 0);
      }
      for (let column = 0; column < columns; column++) {
        const base = column * size;
        right[base + row] = (right[base + row] ?? 0) - factor * (right[base + step] ?? 0);
      }
    }
  }
  for (let column = 0; column < columns; column++) {
    const base = column * size;
    for (let row = size - 1; row >= 0; row--) {
      let sum = right[base + row] ?? 0;
      for (let at = row + 1; at < size; at++) sum -= (matrix[row * size + at] ?? 0) * (right[base + at] ?? 0);
      right[base + row] = sum / (matrix[row * size + row] || 1e-12);
    }
  }
}

function pivotOf(matrix: Float64Array, size: number, step: number): number {
  let pivot = step;
  for (let row = step + 1; row < size; row++) {
    if (Math.abs(matrix[row * size + step] ?? 0) > Math.abs(matrix[pivot * size + step] ?? 0)) pivot = row;
  }
  return pivot;
}

interface SwapRowsParams {
  readonly matrix: Float64Array;
  readonly right: Float64Array;
  readonly size: number;
  readonly columns: number;
  readonly step: number;
  readonly pivot: number;
}

function swapRows({ matrix, right, size, columns, step, pivot }: SwapRowsParams): void {
  if (pivot === step) return;
  for (let at = 0; at < size; at++) {
    const held = matrix[step * size + at] ?? 0;
    matrix[step * size + at] = matrix[pivot * size + at] ?? 0;
    matrix[pivot * size + at] = held;
  }
  for (let column = 0; column < columns; column++) {
    const held = right[column * size + step] ?? 0;
    right[column * size + step] = right[column * size + pivot] ?? 0;
    right[column * size + pivot] = held;
  }
}
