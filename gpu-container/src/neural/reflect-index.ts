/** Index of the sample that stands for a place outside, mirrored at the first and the last one (numpy's `reflect`). */
export function reflectIndex(index: number, length: number): number {
  if (length <= 1) return 0;
  const period = 2 * (length - 1);
  const within = ((index % period) + period) % period;
  return within < length ? within : period - within;
}
