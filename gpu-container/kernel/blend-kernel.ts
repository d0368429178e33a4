// Mixing and blending of planes, in AssemblyScript: see warp-kernel.ts for how it is built and what it works on.

/** Fractional bits of mask and gain. */
const MASK_BITS: i32 = 12;
/** Fractional bits of offsets, and of samples while they are blended. */
const SAMPLE_BITS: i32 = 4;

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
