/** Float32 to the nearest half-precision bit patterns (IEEE 754 binary16, ties away from zero). */
export function toHalfFloats(values: Float32Array): Uint16Array {
  const patterns = new Uint32Array(values.buffer, values.byteOffset, values.length);
  const halves = new Uint16Array(values.length);
  for (let at = 0; at < halves.length; at++) {
    const pattern = patterns[at] ?? 0;
    const magnitude = pattern & 0x7fffffff;
    const sign = (pattern >>> 16) & 0x8000;
    if (magnitude > 0x7f800000) halves[at] = sign | 0x7e00;
    // 65520 and more round to infinity
    else if (magnitude >= 0x477ff000) halves[at] = sign | 0x7c00;
    // under 2^-14 the exponent stays and the fraction is counted in steps of 2^-24
    else if (magnitude < 0x38800000) halves[at] = sign | Math.round(Math.abs(values[at] ?? 0) * 0x1000000);
    else halves[at] = sign | ((magnitude - 0x38000000 + 0x1000) >>> 13);
  }
  return halves;
}

/** Half-precision bit patterns to float32, exactly. */
export function fromHalfFloats(halves: Uint16Array): Float32Array {
  return Float32Array.from(halves, fromHalf);
}

function fromHalf(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >>> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
