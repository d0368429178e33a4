// The pixel work of the mouth renderer, in AssemblyScript: compiled to WebAssembly by the build (not by tsc).
// Everything is integer arithmetic on linear memory, so that every machine makes the same pixels. Samples are 8 or 16 bit
// (10 and 12 used); planes are tight. Grids are rows of nodes `1 << step` samples apart; values between are interpolated.

/** Fractional bits of source positions in the warp grid. */
const POSITION_BITS: i32 = 9;
/** Fractional bits of sampling weights. */
const WEIGHT_BITS: i32 = 8;

/** Flags of a cell of the warp grid: leave it; its positions may lie at the source's border; all lie well inside. */
const SKIP: u8 = 0;
const INSIDE: u8 = 2;

/** The sample at a position in 1/512 sample that has neighbours to the right and below. */
function sample<T>(source: usize, rowBytes: usize, x: i32, y: i32): i32 {
  const fx = (x & ((1 << POSITION_BITS) - 1)) >> (POSITION_BITS - WEIGHT_BITS);
  const fy = (y & ((1 << POSITION_BITS) - 1)) >> (POSITION_BITS - WEIGHT_BITS);
  const top = source + <usize>(y >> POSITION_BITS) * rowBytes + <usize>(x >> POSITION_BITS) * sizeof<T>();
  const bottom = top + rowBytes;
  const a = <i32>load<T>(top);
  const c = <i32>load<T>(bottom);
  const upper = (a << WEIGHT_BITS) + (<i32>load<T>(top, sizeof<T>()) - a) * fx;
  const lower = (c << WEIGHT_BITS) + (<i32>load<T>(bottom, sizeof<T>()) - c) * fx;
  return ((upper << WEIGHT_BITS) + (lower - upper) * fy + (1 << (2 * WEIGHT_BITS - 1))) >> (2 * WEIGHT_BITS);
}

/** Two rows of four samples, the second one below the first, as eight numbers. */
function twoRows<T>(at: usize, rowBytes: usize): v128 {
  if (sizeof<T>() === 1) {
    return i16x8.extend_low_i8x16_u(v128.load32_lane(at + rowBytes, v128.load32_zero(at), 1));
  }
  return v128.load64_lane(at + rowBytes, v128.load64_zero(at), 1);
}

/** Catmull-Rom weights of four samples for a place f/256 between the middle two, 16 bits each; they add up to 256. */
function cubicWeights(f: i32): i64 {
  const f2 = (f * f) >> WEIGHT_BITS;
  const f3 = (f2 * f) >> WEIGHT_BITS;
  const w0 = (2 * f2 - f3 - f) >> 1;
  const w1 = (3 * f3 - 5 * f2 + 512) >> 1;
  const w3 = (f3 - f2) >> 1;
  const w2 = 256 - w0 - w1 - w3;
  const low = <u32>(w0 & 0xffff) | ((<u32>w1) << 16);
  const high = <u32>(w2 & 0xffff) | ((<u32>w3) << 16);
  return ((<i64>high) << 32) | <i64>low;
}

/** The sample at a position with two neighbours on every side, as sharp as it was: `sample` would soften skin and beard. */
function sharpSample<T>(source: usize, rowBytes: usize, x: i32, y: i32, largest: i32): i32 {
  const across = i64x2.splat(cubicWeights((x & ((1 << POSITION_BITS) - 1)) >> (POSITION_BITS - WEIGHT_BITS)));
  const down = cubicWeights((y & ((1 << POSITION_BITS) - 1)) >> (POSITION_BITS - WEIGHT_BITS));
  const top = source + <usize>((y >> POSITION_BITS) - 1) * rowBytes + <usize>((x >> POSITION_BITS) - 1) * sizeof<T>();
  // each row becomes two halves of its sum
  const upper = i32x4.dot_i16x8_s(twoRows<T>(top, rowBytes), across);
  const lower = i32x4.dot_i16x8_s(twoRows<T>(top + 2 * rowBytes, rowBytes), across);
  const weights = i32x4.extend_low_i16x8_s(i64x2.splat(down));
  const upperWeights = v128.shuffle<i32>(weights, weights, 0, 0, 1, 1);
  const lowerWeights = v128.shuffle<i32>(weights, weights, 2, 2, 3, 3);
  const sums = i32x4.add(i32x4.mul(upper, upperWeights), i32x4.mul(lower, lowerWeights));
  const left = i32x4.extract_lane(sums, 0) + i32x4.extract_lane(sums, 1);
  const value = left + i32x4.extract_lane(sums, 2) + i32x4.extract_lane(sums, 3);
  return min(max((value + (1 << (2 * WEIGHT_BITS - 1))) >> (2 * WEIGHT_BITS), 0), largest);
}

/** One cell's part of a row: positions run evenly; those outside the source are those of its border. */
function warpCell<T>(
  at: usize,
  end: usize,
  source: usize,
  sourceWidth: i32,
  sourceHeight: i32,
  x: i32,
  y: i32,
  dx: i32,
  dy: i32,
  shift: i32,
  flag: u8,
  largest: i32,
): void {
  const rowBytes = <usize>sourceWidth * sizeof<T>();
  let px = x;
  let py = y;
  if (flag === INSIDE) {
    for (let to = at; to < end; to += sizeof<T>()) {
      store<T>(to, <T>sharpSample<T>(source, rowBytes, px >> shift, py >> shift, largest));
      px += dx;
      py += dy;
    }
    return;
  }
  // the last position that still has a neighbour: its weight is 511/512 of that neighbour
  const lastX = ((sourceWidth - 1) << POSITION_BITS) - 1;
  const lastY = ((sourceHeight - 1) << POSITION_BITS) - 1;
  for (let to = at; to < end; to += sizeof<T>()) {
    const cx = min(max(px >> shift, 0), lastX);
    const cy = min(max(py >> shift, 0), lastY);
    store<T>(to, <T>sample<T>(source, rowBytes, cx, cy));
    px += dx;
    py += dy;
  }
}

/** One row of `warp`. */
function warpRow<T>(
  target: usize,
  width: i32,
  source: usize,
  sourceWidth: i32,
  sourceHeight: i32,
  upperNodes: usize,
  lowerNodes: usize,
  fy: i32,
  step: i32,
  flags: usize,
  largest: i32,
): void {
  const cell: i32 = 1 << step;
  const half: i32 = 1 << (2 * step - 1);
  let flagAt = flags;
  let node: usize = 0;
  for (let x = 0; x < width; x += cell) {
    const flag = load<u8>(flagAt++);
    if (flag !== SKIP) {
      const left = upperNodes + node;
      const below = lowerNodes + node;
      const leftX = load<i32>(left) * (cell - fy) + load<i32>(below) * fy;
      const leftY = load<i32>(left, 4) * (cell - fy) + load<i32>(below, 4) * fy;
      const rightX = load<i32>(left, 8) * (cell - fy) + load<i32>(below, 8) * fy;
      const rightY = load<i32>(left, 12) * (cell - fy) + load<i32>(below, 12) * fy;
      const at = target + <usize>x * sizeof<T>();
      const end = target + <usize>min(x + cell, width) * sizeof<T>();
      warpCell<T>(
        at,
        end,
        source,
        sourceWidth,
        sourceHeight,
        (leftX << step) + half,
        (leftY << step) + half,
        rightX - leftX,
        rightY - leftY,
        2 * step,
        flag,
        largest,
      );
    }
    node += 8;
  }
}

/**
 * Fills a plane: nodes of `grid` say (x, y as pairs of i32, in 1/512 sample) where in the source a sample comes from;
 * `flags` has a byte per cell.
 */
function warp<T>(
  target: usize,
  width: i32,
  height: i32,
  source: usize,
  sourceWidth: i32,
  sourceHeight: i32,
  grid: usize,
  nodes: i32,
  step: i32,
  flags: usize,
  largest: i32,
): void {
  const rowBytes = (<usize>nodes) << 3;
  for (let y = 0; y < height; y++) {
    const upper = grid + <usize>(y >> step) * rowBytes;
    const row = target + <usize>(y * width) * sizeof<T>();
    const rowFlags = flags + <usize>(y >> step) * <usize>(nodes - 1);
    const fy = y & ((1 << step) - 1);
    warpRow<T>(row, width, source, sourceWidth, sourceHeight, upper, upper + rowBytes, fy, step, rowFlags, largest);
  }
}

export function warp8(
  target: usize,
  width: i32,
  height: i32,
  source: usize,
  sourceWidth: i32,
  sourceHeight: i32,
  grid: usize,
  nodes: i32,
  step: i32,
  flags: usize,
): void {
  warp<u8>(target, width, height, source, sourceWidth, sourceHeight, grid, nodes, step, flags, 255);
}

export function warp16(
  target: usize,
  width: i32,
  height: i32,
  source: usize,
  sourceWidth: i32,
  sourceHeight: i32,
  grid: usize,
  nodes: i32,
  step: i32,
  flags: usize,
  largest: i32,
): void {
  warp<u16>(target, width, height, source, sourceWidth, sourceHeight, grid, nodes, step, flags, largest);
}
