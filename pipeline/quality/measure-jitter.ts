/** Mean size of the second difference of a movement, in its own unit per frame²; undefined for fewer than three frames. */
export function measureJitter(values: readonly number[]): number | undefined {
  if (values.length < 3) return undefined;
  let sum = 0;
  for (let at = 2; at < values.length; at++) {
    sum += Math.abs((values[at] ?? 0) - 2 * (values[at - 1] ?? 0) + (values[at - 2] ?? 0));
  }
  return sum / (values.length - 2);
}
