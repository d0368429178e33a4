/** Index of the first cut at or after a frame; the cuts are in order. */
export function firstCutFrom(cuts: readonly number[], frame: number): number {
  let low = 0;
  let high = cuts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cuts[middle] ?? 0) < frame) low = middle + 1;
    else high = middle;
  }
  return low;
}
