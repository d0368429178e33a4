/** A variance below this is what rounding leaves of something that stands still. */
const NOTHING = 1e-12;

/** Gives every column mean 0 and variance 1, in place; a column that never changes becomes 0. Row-major. */
export function standardize(values: Float64Array, width: number): Float64Array {
  const rows = values.length / width;
  for (let column = 0; column < width; column++) {
    let [sum, squares] = [0, 0];
    for (let at = column; at < values.length; at += width) sum += values[at] ?? 0;
    const mean = sum / rows;
    for (let at = column; at < values.length; at += width) squares += ((values[at] ?? 0) - mean) ** 2;
    const scale = squares / rows > NOTHING ? Math.sqrt(squares / rows) : 1;
    for (let at = column; at < values.length; at += width) values[at] = ((values[at] ?? 0) - mean) / scale;
  }
  return values;
}
