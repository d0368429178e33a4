import type { WarpField } from './solve-field.js';

/** The value of every column of the field at a point; written to `out`. */
export function evaluateField(
  { centres, weights, columns, softness }: WarpField,
  x: number,
  y: number,
  out: Float64Array,
): void {
  const count = centres.length / 2;
  const size = count + 1;
  for (let column = 0; column < columns; column++) out[column] = weights[column * size + count] ?? 0;
  for (let at = 0; at < count; at++) {
    const dx = x - (centres[2 * at] as number);
    const dy = y - (centres[2 * at + 1] as number);
    const kernel = -Math.sqrt(dx * dx + dy * dy + softness);
    for (let column = 0; column < columns; column++) {
      out[column] = (out[column] as number) + kernel * (weights[column * size + at] as number);
    }
  }
}
