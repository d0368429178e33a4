// Cutting patches out of pictures for networks to look at, in AssemblyScript: see warp-kernel.ts for how it is built.
// Pictures are three bytes a pixel; patches are a plane of f32 for each colour. Sampling is bilinear: across in integers
// (weights of 14 bits), down in floating point.

/** Weights of the left and the right neighbour add up to 1 << WEIGHT_BITS. */
const WEIGHT_BITS: i32 = 14;
const WHOLE: f32 = 16384;
const BYTES_PER_PIXEL: i32 = 3;
/** 3 · 2^22: added to a number below 2^22 it leaves the nearest whole one in the low bits, faster than a conversion. */
const TO_WHOLE: f32 = 12582912;
const TO_WHOLE_BITS: i32 = 0x4b400000;

/** Red, green and blue between a pixel and the one to its right, times WHOLE; the fourth number means nothing. */
function across(at: usize, weights: v128): v128 {
  const pixels = v128.load_ext<u8>(at);
  return i32x4.dot_i16x8_s(v128.shuffle<i16>(pixels, pixels, 0, 3, 1, 4, 2, 5, 6, 7), weights);
}

/** The colours of a place between four pixels, scaled and shifted. */
function between(upper: usize, lower: usize, weights: v128, below: v128, scale: v128, offset: v128): v128 {
  const above = f32x4.convert_i32x4_s(across(upper, weights));
  const under = f32x4.convert_i32x4_s(across(lower, weights));
  const value = f32x4.add(above, f32x4.mul(f32x4.sub(under, above), below));
  return f32x4.add(f32x4.mul(value, scale), offset);
}

/** Four pixels of colours become four numbers of each plane. */
function storeFour(red: usize, green: usize, blue: usize, a: v128, b: v128, c: v128, d: v128): void {
  const redsGreens = v128.shuffle<i32>(a, b, 0, 4, 1, 5);
  const moreRedsGreens = v128.shuffle<i32>(c, d, 0, 4, 1, 5);
  v128.store(red, v128.shuffle<i64>(redsGreens, moreRedsGreens, 0, 2));
  v128.store(green, v128.shuffle<i64>(redsGreens, moreRedsGreens, 1, 3));
  v128.store(blue, v128.shuffle<i64>(v128.shuffle<i32>(a, b, 2, 6, 3, 7), v128.shuffle<i32>(c, d, 2, 6, 3, 7), 0, 2));
}

function storeOne(red: usize, green: usize, blue: usize, colours: v128): void {
  store<f32>(red, f32x4.extract_lane(colours, 0));
  store<f32>(green, f32x4.extract_lane(colours, 1));
  store<f32>(blue, f32x4.extract_lane(colours, 2));
}

/**
 * One row of a patch that is not turned, from two rows of the picture. `columns` holds for each pixel the byte at which
 * its left neighbour begins, and the weights of both neighbours, 16 bits each.
 */
export function cutUprightRow(
  red: usize,
  green: usize,
  blue: usize,
  count: i32,
  upper: usize,
  lower: usize,
  share: f32,
  columns: usize,
  scale: f32,
  offset: f32,
): void {
  const below = f32x4.splat(share);
  const scales = f32x4.splat(scale / WHOLE);
  const offsets = f32x4.splat(offset);
  let column = columns;
  let at: usize = 0;
  let left = count;
  for (; left >= 4; left -= 4) {
    const p = <usize>load<i32>(column);
    const q = <usize>load<i32>(column, 8);
    const r = <usize>load<i32>(column, 16);
    const s = <usize>load<i32>(column, 24);
    const a = between(upper + p, lower + p, v128.load_splat<i32>(column, 4), below, scales, offsets);
    const b = between(upper + q, lower + q, v128.load_splat<i32>(column, 12), below, scales, offsets);
    const c = between(upper + r, lower + r, v128.load_splat<i32>(column, 20), below, scales, offsets);
    const d = between(upper + s, lower + s, v128.load_splat<i32>(column, 28), below, scales, offsets);
    storeFour(red + at, green + at, blue + at, a, b, c, d);
    column += 32;
    at += 16;
  }
  for (; left > 0; left--) {
    const p = <usize>load<i32>(column);
    const colours = between(upper + p, lower + p, v128.load_splat<i32>(column, 4), below, scales, offsets);
    storeOne(red + at, green + at, blue + at, colours);
    column += 8;
    at += 4;
  }
}

/** The colours at a place of the source, or `outside` where it has no neighbours there. */
function placeAt(
  source: usize,
  rowBytes: i32,
  x: f32,
  y: f32,
  lastX: f32,
  lastY: f32,
  scale: v128,
  offset: v128,
  outside: v128,
): v128 {
  if (!(x >= 0 && y >= 0 && x < lastX && y < lastY)) return outside;
  const column = <i32>x;
  const row = <i32>y;
  const right = <i32>((x - <f32>column) * WHOLE + 0.5);
  const upper = source + <usize>(row * rowBytes + column * BYTES_PER_PIXEL);
  const weights = i32x4.splat((right << 16) | ((1 << WEIGHT_BITS) - right));
  return between(upper, upper + <usize>rowBytes, weights, f32x4.splat(y - <f32>row), scale, offset);
}

/** The whole number that adding TO_WHOLE left. */
function wholeBits(sum: v128): v128 {
  return i32x4.sub(sum, i32x4.splat(TO_WHOLE_BITS));
}

/** Four places and what their values are to become. */
function storePlaces(
  red: usize,
  green: usize,
  blue: usize,
  source: usize,
  rowBytes: i32,
  xs: v128,
  ys: v128,
  scale: v128,
  offset: v128,
): void {
  // of a whole number the one before, and all of its neighbour's weight: the same value
  const columns = f32x4.add(f32x4.sub(xs, f32x4.splat(0.5)), f32x4.splat(TO_WHOLE));
  const rows = f32x4.add(f32x4.sub(ys, f32x4.splat(0.5)), f32x4.splat(TO_WHOLE));
  const share = f32x4.sub(xs, f32x4.sub(columns, f32x4.splat(TO_WHOLE)));
  const below = f32x4.sub(ys, f32x4.sub(rows, f32x4.splat(TO_WHOLE)));
  const right = wholeBits(f32x4.add(f32x4.mul(share, f32x4.splat(WHOLE)), f32x4.splat(TO_WHOLE)));
  const weights = v128.or(i32x4.shl(right, 16), i32x4.sub(i32x4.splat(1 << WEIGHT_BITS), right));
  const starts = i32x4.add(
    i32x4.mul(wholeBits(rows), i32x4.splat(rowBytes)),
    i32x4.mul(wholeBits(columns), i32x4.splat(BYTES_PER_PIXEL)),
  );
  const p = source + <usize>i32x4.extract_lane(starts, 0);
  const q = source + <usize>i32x4.extract_lane(starts, 1);
  const r = source + <usize>i32x4.extract_lane(starts, 2);
  const s = source + <usize>i32x4.extract_lane(starts, 3);
  const next = <usize>rowBytes;
  const w0 = v128.shuffle<i32>(weights, weights, 0, 0, 0, 0);
  const w1 = v128.shuffle<i32>(weights, weights, 1, 1, 1, 1);
  const w2 = v128.shuffle<i32>(weights, weights, 2, 2, 2, 2);
  const w3 = v128.shuffle<i32>(weights, weights, 3, 3, 3, 3);
  const a = between(p, p + next, w0, v128.shuffle<i32>(below, below, 0, 0, 0, 0), scale, offset);
  const b = between(q, q + next, w1, v128.shuffle<i32>(below, below, 1, 1, 1, 1), scale, offset);
  const c = between(r, r + next, w2, v128.shuffle<i32>(below, below, 2, 2, 2, 2), scale, offset);
  const d = between(s, s + next, w3, v128.shuffle<i32>(below, below, 3, 3, 3, 3), scale, offset);
  storeFour(red, green, blue, a, b, c, d);
}

/** Whether all of four places have neighbours to the right and below. */
function areInside(xs: v128, ys: v128, lastX: f32, lastY: f32): bool {
  const zero = f32x4.splat(0);
  const fromStart = v128.and(f32x4.ge(xs, zero), f32x4.ge(ys, zero));
  const toEnd = v128.and(f32x4.lt(xs, f32x4.splat(lastX)), f32x4.lt(ys, f32x4.splat(lastY)));
  return i32x4.all_true(v128.and(fromStart, toEnd));
}

/** One row of a turned patch: its places begin at x, y of the source and are dx, dy apart. */
export function cutTurnedRow(
  red: usize,
  green: usize,
  blue: usize,
  count: i32,
  source: usize,
  width: i32,
  height: i32,
  x: f32,
  y: f32,
  dx: f32,
  dy: f32,
  scale: f32,
  offset: f32,
  outside: f32,
): void {
  const rowBytes = width * BYTES_PER_PIXEL;
  const lastX = <f32>(width - 1);
  const lastY = <f32>(height - 1);
  const scales = f32x4.splat(scale / WHOLE);
  const offsets = f32x4.splat(offset);
  const beyond = f32x4.splat(outside * scale + offset);
  const lanes = f32x4(0, 1, 2, 3);
  for (let i = 0; i < count; ) {
    const at: usize = (<usize>i) << 2;
    const steps = f32x4.add(f32x4.splat(<f32>i), lanes);
    const xs = f32x4.add(f32x4.splat(x), f32x4.mul(steps, f32x4.splat(dx)));
    const ys = f32x4.add(f32x4.splat(y), f32x4.mul(steps, f32x4.splat(dy)));
    if (i + 4 <= count && areInside(xs, ys, lastX, lastY)) {
      storePlaces(red + at, green + at, blue + at, source, rowBytes, xs, ys, scales, offsets);
      i += 4;
    } else {
      const px = f32x4.extract_lane(xs, 0);
      const one = placeAt(source, rowBytes, px, f32x4.extract_lane(ys, 0), lastX, lastY, scales, offsets, beyond);
      storeOne(red + at, green + at, blue + at, one);
      i += 1;
    }
  }
}

/** Numbers to half precision, to the nearest, ties away from zero; `count` is a multiple of eight. */
export function halve(target: usize, source: usize, count: i32): void {
  for (let i: usize = 0; i < <usize>count; i += 8) {
    const low = halfBits(v128.load(source + (i << 2)));
    const high = halfBits(v128.load(source + (i << 2), 16));
    v128.store(target + (i << 1), i16x8.narrow_i32x4_u(low, high));
  }
}

/** Half-precision patterns, in 32 bits each, of four numbers that are no less than 0 and less than 65504. */
function halfBits(numbers: v128): v128 {
  // under 2^-14 the exponent stays and the fraction is counted in steps of 2^-24
  const steps = i32x4.trunc_sat_f32x4_s(f32x4.add(f32x4.mul(numbers, f32x4.splat(16777216)), f32x4.splat(0.5)));
  const rounded = i32x4.add(i32x4.sub(numbers, i32x4.splat(0x38000000)), i32x4.splat(0x1000));
  return v128.bitselect(steps, i32x4.shr_u(rounded, 13), i32x4.lt_s(numbers, i32x4.splat(0x38800000)));
}

/** Sums of two rows of a picture: eight bytes of each, in 16 bits. */
function sumRows(upper: usize, lower: usize): v128 {
  return i16x8.add(v128.load_ext<u8>(upper), v128.load_ext<u8>(lower));
}

/** One row of a picture at half its size: every pixel the mean of four. Writes a pixel more where `count` is odd. */
export function halveRow(target: usize, upper: usize, lower: usize, count: i32): void {
  let at: usize = 0;
  for (let i = 0; i < count; i += 2) {
    const first = sumRows(upper + 2 * at, lower + 2 * at);
    const second = sumRows(upper + 2 * at + 6, lower + 2 * at + 6);
    const left = v128.shuffle<i16>(first, second, 0, 1, 2, 8, 9, 10, 6, 14);
    const right = v128.shuffle<i16>(first, second, 3, 4, 5, 11, 12, 13, 7, 15);
    const mean = i16x8.shr_u(i16x8.add(i16x8.add(left, right), i16x8.splat(2)), 2);
    v128.store64_lane(target + at, i8x16.narrow_i16x8_u(mean, mean), 0);
    at += 6;
  }
}
