// The smooth bending of a picture between its landmarks, in AssemblyScript: see warp-kernel.ts for how it is built.

/** Bytes of an f64 and of four f32. */
const F64: usize = 8;
const F32X4: usize = 16;

/** Exchanges two rows of f64 numbers. */
function swapRows(a: usize, b: usize, length: i32): void {
  for (let i = 0; i < length; i++) {
    const at = <usize>i * F64;
    const held = load<f64>(a + at);
    store<f64>(a + at, load<f64>(b + at));
    store<f64>(b + at, held);
  }
}

/** row −= factor · pivotRow, from `from` to `length`; two numbers at a time, the odd one alone. */
function subtractRow(row: usize, pivotRow: usize, factor: f64, from: i32, length: i32): void {
  let i = from;
  const factors = f64x2.splat(factor);
  for (; i + 1 < length; i += 2) {
    const at = <usize>i * F64;
    v128.store(row + at, f64x2.sub(v128.load(row + at), f64x2.mul(factors, v128.load(pivotRow + at))));
  }
  for (; i < length; i++) {
    const at = <usize>i * F64;
    store<f64>(row + at, load<f64>(row + at) - factor * load<f64>(pivotRow + at));
  }
}

/** The row at or below `step` whose number in that column is largest. */
function pivotOf(matrix: usize, rows: i32, rowBytes: usize, step: i32): i32 {
  let pivot = step;
  let largest: f64 = -1;
  for (let row = step; row < rows; row++) {
    const size = abs(load<f64>(matrix + <usize>row * rowBytes + <usize>step * F64));
    if (size > largest) {
      largest = size;
      pivot = row;
    }
  }
  return pivot;
}

/**
 * Solves a dense linear system in place by elimination with row pivots: every row holds `size` coefficients and then
 * `columns` right-hand sides, which become the solutions.
 */
export function solve(matrix: usize, size: i32, columns: i32): void {
  const length = size + columns;
  const rowBytes = <usize>length * F64;
  for (let step = 0; step < size; step++) {
    const pivotRow = matrix + <usize>step * rowBytes;
    const pivot = pivotOf(matrix, size, rowBytes, step);
    if (pivot !== step) swapRows(pivotRow, matrix + <usize>pivot * rowBytes, length);
    const diagonal = load<f64>(pivotRow + <usize>step * F64);
    for (let row = step + 1; row < size; row++) {
      const here = matrix + <usize>row * rowBytes;
      subtractRow(here, pivotRow, load<f64>(here + <usize>step * F64) / diagonal, step, length);
    }
  }
  for (let step = size - 1; step >= 0; step--) {
    const pivotRow = matrix + <usize>step * rowBytes;
    const diagonal = load<f64>(pivotRow + <usize>step * F64);
    for (let column = size; column < length; column++) {
      const at = pivotRow + <usize>column * F64;
      store<f64>(at, load<f64>(at) / diagonal);
    }
    for (let row = 0; row < step; row++) {
      const here = matrix + <usize>row * rowBytes;
      subtractRow(here, pivotRow, load<f64>(here + <usize>step * F64), size, length);
    }
  }
}

/** Sum of the four lanes. */
function lanes(value: v128): f32 {
  const low = f32x4.extract_lane(value, 0) + f32x4.extract_lane(value, 1);
  return low + f32x4.extract_lane(value, 2) + f32x4.extract_lane(value, 3);
}

/**
 * Two columns of a field at points `cell` apart: `centres` holds blocks of four x, four y, four weights of the first
 * column and four of the second (f32); the answer is pairs of f32, row after row.
 */
export function field(
  target: usize,
  x0: f32,
  y0: f32,
  cell: f32,
  pointColumns: i32,
  pointRows: i32,
  centres: usize,
  blocks: i32,
  softness: f32,
  constantX: f32,
  constantY: f32,
): void {
  const soft = f32x4.splat(softness);
  const end = centres + <usize>blocks * 4 * F32X4;
  let at = target;
  for (let row = 0; row < pointRows; row++) {
    const y = f32x4.splat(y0 + cell * <f32>row);
    for (let column = 0; column < pointColumns; column++) {
      const x = f32x4.splat(x0 + cell * <f32>column);
      let first = f32x4.splat(0);
      let second = f32x4.splat(0);
      for (let block = centres; block < end; block += 4 * F32X4) {
        const dx = f32x4.sub(x, v128.load(block));
        const dy = f32x4.sub(y, v128.load(block, F32X4));
        const distance = f32x4.sqrt(f32x4.add(f32x4.add(f32x4.mul(dx, dx), f32x4.mul(dy, dy)), soft));
        first = f32x4.add(first, f32x4.mul(distance, v128.load(block, 2 * F32X4)));
        second = f32x4.add(second, f32x4.mul(distance, v128.load(block, 3 * F32X4)));
      }
      store<f32>(at, constantX - lanes(first));
      store<f32>(at, constantY - lanes(second), 4);
      at += 8;
    }
  }
}
