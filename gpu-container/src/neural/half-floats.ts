const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);

/** Float32 to the nearest half-precision bit patterns (IEEE 754 binary16, ties away from zero). */
export function toHalfFloats(values: Float32Array): Uint16Array {
  return Uint16Array.from(values, toHalf);
}

/** Half-precision bit patterns to float32, exactly. */
export function fromHalfFloats(halves: Uint16Array): Float32Array {
  return Float32Array.from(halves, fromHalf);
}

function toHalf(value: number): number {
  float[0] = value;
  const whole = bits[0] ?? 0;
  const sign = (whole >>> 16) & 0x8000;
  const magnitude = whole & 0x7fffffff;
  if (magnitude > 0x7f800000) return sign | 0x7e00;
  // 65520 and more round to infinity.
  if (magnitude >= 0x477ff000) return sign | 0x7c00;
  // Under 2^-14 the exponent stays and the fraction is counted in steps of 2^-24.
  if (magnitude < 0x38800000) return sign | Math.round(Math.abs(value) * 0x1000000);
  return sign | ((magnitude - 0x38000000 + 0x1000) >>> 13);
}

function fromHalf(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >>> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
