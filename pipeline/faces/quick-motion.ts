/** What changes more slowly than this is not speech: a smile, a turned head. */
const SLOW_MS = 1200;

/** Motions less their slow part: the mean of what lies within ± 1.2 s. Frames of one track, in order. */
export function quickMotion(motions: readonly Float64Array[], timesMs: readonly number[]): readonly Float64Array[] {
  const width = motions[0]?.length ?? 0;
  const sums = [new Float64Array(width)];
  for (const motion of motions) sums.push(motion.map((value, column) => value + (sums.at(-1)?.[column] ?? 0)));
  let [from, to] = [0, 0];
  return motions.map((motion, frame) => {
    const now = timesMs[frame] ?? 0;
    while ((timesMs[from] ?? now) < now - SLOW_MS) from += 1;
    while (to < motions.length && (timesMs[to] ?? now) <= now + SLOW_MS) to += 1;
    return motion.map((value, column) => {
      const sum = (sums[to]?.[column] ?? 0) - (sums[from]?.[column] ?? 0);
      return value - sum / Math.max(1, to - from);
    });
  });
}
