import type { Hear } from './hear-frames.js';
import { predictLips } from './predict-lips.js';

/** Lips at one moment. */
export interface LipFrame {
  readonly timeMs: number;
  /** As `lipMotion` gives it, less its slow part. */
  readonly motion: Float64Array;
}

/** How well what was heard says what lips did. */
export interface LipRating {
  /** Mean correlation −1…1 between what the lips did and what was predicted of them by the sound. */
  readonly correlation: number;
  /** The correlation within a stretch of the frames. */
  readonly within: (startMs: number, endMs: number) => number;
}

/** More frames than this teach nothing new. */
const MOST_FRAMES = 6000;

/** Rates the lips of one person over the frames in which somebody speaks. */
export function rateLips(frames: readonly LipFrame[], hear: Hear): LipRating {
  const every = Math.max(1, Math.ceil(frames.length / MOST_FRAMES));
  const used = frames.filter((_, index) => index % every === 0);
  const seen = standardize(used.map(({ motion }) => motion));
  const predicted = predictLips({ heard: used.map(({ timeMs }) => hear(timeMs)), seen });
  return {
    correlation: correlate(seen, predicted),
    within: (startMs, endMs) => {
      const inside = used.flatMap(({ timeMs }, index) => (timeMs >= startMs && timeMs < endMs ? [index] : []));
      const pick = (rows: readonly Float64Array[]) => inside.map((index) => rows[index] ?? new Float64Array(0));
      return correlate(pick(seen), pick(predicted));
    },
  };
}

/** Every column around 0 with a spread of 1. */
function standardize(rows: readonly Float64Array[]): readonly Float64Array[] {
  const scaled = rows.map((row) => Float64Array.from(row));
  for (let column = 0; column < (rows[0]?.length ?? 0); column++) {
    const mean = rows.reduce((sum, row) => sum + (row[column] ?? 0), 0) / rows.length;
    const spread = Math.sqrt(rows.reduce((sum, row) => sum + ((row[column] ?? 0) - mean) ** 2, 0) / rows.length) || 1;
    for (const row of scaled) row[column] = ((row[column] ?? 0) - mean) / spread;
  }
  return scaled;
}

/** Mean over the columns of their correlation, taken around 0. */
function correlate(a: readonly Float64Array[], b: readonly Float64Array[]): number {
  const columns = a[0]?.length ?? 0;
  let total = 0;
  for (let column = 0; column < columns; column++) {
    let [shared, squareA, squareB] = [0, 0, 0];
    a.forEach((row, index) => {
      const [x, y] = [row[column] ?? 0, b[index]?.[column] ?? 0];
      shared += x * y;
      squareA += x * x;
      squareB += y * y;
    });
    total += shared / (Math.sqrt(squareA * squareB) || 1) / columns;
  }
  return total;
}
