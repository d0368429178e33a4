// The pixel work of the mouth renderer, in AssemblyScript: compiled to WebAssembly by the build (not by tsc).
// Everything is integer arithmetic on linear memory, so that every machine makes the same pixels. Samples are 8 or 16 bit
// (10 and 12 used); planes are tight. Grids are rows of nodes `1 << step` samples apart; values between are interpolated.

/** Fractional bits of source positions in the warp grid. */
const POSITION_BITS: i32 = 9;
/** Fractional bits of sampling weights. */
const WEIGHT_BITS: i32 = 8;
/** Fractional bits of mask and gain. */
const MASK_BITS: i32 = 12;
/** Fractional bits of offsets, and of samples while they are blended. */
const SAMPLE_BITS: i32 = 4;

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

/** Four samples side by side under Catmull-Rom weights, which add up to 256. */
function cubic<T>(at: usize, w0: i32, w1: i32, w2: i32, w3: i32): i32 {
  const left = <i32>load<T>(at) * w0 + <i32>load<T>(at, sizeof<T>()) * w1;
  return left + <i32>load<T>(at, 2 * sizeof<T>()) * w2 + <i32>load<T>(at, 3 * sizeof<T>()) * w3;
}

/** The sample at a position with two neighbours on every side, as sharp as it was: `sample` would soften skin and beard. */
function sharpSample<T>(source: usize, rowBytes: usize, x: i32, y: i32, largest: i32): i32 {
  const fx = (x & ((1 << POSITION_BITS) - 1)) >> (POSITION_BITS - WEIGHT_BITS);
  const fy = (y & ((1 << POSITION_BITS) - 1)) >> (POSITION_BITS - WEIGHT_BITS);
  const x2 = (fx * fx) >> WEIGHT_BITS;
  const x3 = (x2 * fx) >> WEIGHT_BITS;
  const a0 = (2 * x2 - x3 - fx) >> 1;
  const a1 = (3 * x3 - 5 * x2 + 512) >> 1;
  const a3 = (x3 - x2) >> 1;
  const a2 = 256 - a0 - a1 - a3;
  const top = source + <usize>((y >> POSITION_BITS) - 1) * rowBytes + <usize>((x >> POSITION_BITS) - 1) * sizeof<T>();
  const r0 = cubic<T>(top, a0, a1, a2, a3);
  const r1 = cubic<T>(top + rowBytes, a0, a1, a2, a3);
  const r2 = cubic<T>(top + 2 * rowBytes, a0, a1, a2, a3);
  const r3 = cubic<T>(top + 3 * rowBytes, a0, a1, a2, a3);
  const y2 = (fy * fy) >> WEIGHT_BITS;
  const y3 = (y2 * fy) >> WEIGHT_BITS;
  const b0 = (2 * y2 - y3 - fy) >> 1;
  const b1 = (3 * y3 - 5 * y2 + 512) >> 1;
  const b3 = (y3 - y2) >> 1;
  const value = r0 * b0 + r1 * b1 + r2 * (256 - b0 - b1 - b3) + r3 * b3;
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

/** `target` becomes itself and `other` in the ratio 256 − share : share. */
function mix<T>(target: usize, other: usize, samples: i32, share: i32): void {
  for (let i = 0; i < samples; i++) {
    const at = <usize>i * sizeof<T>();
    const own = <i32>load<T>(target + at) * (256 - share);
    store<T>(target + at, <T>((own + <i32>load<T>(other + at) * share + 128) >> 8));
  }
}

/** One row of `blend`. Where the mask is 0 at both ends of a cell nothing is touched. */
function blendRow<T>(
  ground: usize,
  patch: usize,
  width: i32,
  upperNodes: usize,
  lowerNodes: usize,
  fy: i32,
  step: i32,
  largest: i32,
): void {
  const cell: i32 = 1 << step;
  const gy = cell - fy;
  let mask = load<i32>(upperNodes) * gy + load<i32>(lowerNodes) * fy;
  let gain = load<i32>(upperNodes, 4) * gy + load<i32>(lowerNodes, 4) * fy;
  let offset = load<i32>(upperNodes, 8) * gy + load<i32>(lowerNodes, 8) * fy;
  let node: usize = 0;
  for (let x = 0; x < width; x += cell) {
    node += 12;
    const nextMask = load<i32>(upperNodes + node) * gy + load<i32>(lowerNodes + node) * fy;
    const nextGain = load<i32>(upperNodes + node, 4) * gy + load<i32>(lowerNodes + node, 4) * fy;
    const nextOffset = load<i32>(upperNodes + node, 8) * gy + load<i32>(lowerNodes + node, 8) * fy;
    if ((mask | nextMask) !== 0) {
      let m = mask << step;
      let g = gain << step;
      let o = offset << step;
      const end = min(x + cell, width);
      for (let k = x; k < end; k++) {
        const at = <usize>k * sizeof<T>();
        const under = (<i32>load<T>(ground + at)) << SAMPLE_BITS;
        const raised = (<i32>load<T>(patch + at) * (g >> (2 * step))) >> (MASK_BITS - SAMPLE_BITS);
        const over = min(max(raised + (o >> (2 * step)), 0), largest << SAMPLE_BITS);
        const value = under + (((over - under) * (m >> (2 * step)) + (1 << (MASK_BITS - 1))) >> MASK_BITS);
        store<T>(ground + at, <T>((value + (1 << (SAMPLE_BITS - 1))) >> SAMPLE_BITS));
        m += nextMask - mask;
        g += nextGain - gain;
        o += nextOffset - offset;
      }
    }
    mask = nextMask;
    gain = nextGain;
    offset = nextOffset;
  }
}

/** Lays the patch over the ground: nodes of `grid` are mask, gain (12 fractional bits), offset (4), three i32 each. */
function blend<T>(
  ground: usize,
  patch: usize,
  width: i32,
  height: i32,
  grid: usize,
  nodes: i32,
  step: i32,
  largest: i32,
): void {
  const rowBytes = <usize>nodes * 12;
  for (let y = 0; y < height; y++) {
    const upper = grid + <usize>(y >> step) * rowBytes;
    const row = <usize>(y * width) * sizeof<T>();
    blendRow<T>(ground + row, patch + row, width, upper, upper + rowBytes, y & ((1 << step) - 1), step, largest);
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

export function mix8(target: usize, other: usize, samples: i32, share: i32): void {
  mix<u8>(target, other, samples, share);
}

export function mix16(target: usize, other: usize, samples: i32, share: i32): void {
  mix<u16>(target, other, samples, share);
}

export function blend8(
  ground: usize,
  patch: usize,
  width: i32,
  height: i32,
  grid: usize,
  nodes: i32,
  step: i32,
  largest: i32,
): void {
  blend<u8>(ground, patch, width, height, grid, nodes, step, largest);
}

export function blend16(
  ground: usize,
  patch: usize,
  width: i32,
  height: i32,
  grid: usize,
  nodes: i32,
  step: i32,
  largest: i32,
): void {
  blend<u16>(ground, patch, width, height, grid, nodes, step, largest);
}
