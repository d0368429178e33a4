/**
 * Takes the mean of the rows around out of every row (`reach` before and after): what is left is how something moves, not
 * where it is. Row-major; a new array.
 */
export function highPass(values: Float64Array, width: number, reach: number): Float64Array {
  const rows = values.length / width;
  const sums = new Float64Array((rows + 1) * width);
  for (let at = 0; at < values.length; at++) sums[at + width] = (sums[at] ?? 0) + (values[at] ?? 0);
  return values.map((value, at) => {
    const row = Math.floor(at / width);
    const [low, high] = [Math.max(0, row - reach), Math.min(rows, row + reach + 1)];
    const column = at - row * width;
    return value - ((sums[high * width + column] ?? 0) - (sums[low * width + column] ?? 0)) / (high - low);
  });
}
