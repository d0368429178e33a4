/** What one frame shows of a face. */
export interface FaceView {
  readonly yawDegrees: number;
  /** Brightness of a thumbnail that always lies on the face in the same way. */
  readonly thumbnail: Float32Array;
}

/** Views that differ by less are compared with one another: a turned head looks different by itself. */
const YAW_STEP = 15;
/** Of fewer views nobody knows what is usual, nor before so many have been seen. */
const FEWEST = 10;
/**
 * Correlation with what is usual below which something lies before the face. A mouth that speaks stayed above 0.75 in
 * every sample, a sheet of paper or a patch of skin before it fell below 0.5.
 */
const USUAL = 0.55;

/**
 * For each view of one face whether something else is seen in its place: a hand, a microphone, a sheet of paper. What
 * hides a face most of the time is taken for its usual look.
 */
export function findHidden(views: readonly FaceView[]): readonly boolean[] {
  const hidden = views.map(() => false);
  const groups = new Map<number, number[]>();
  views.forEach(({ yawDegrees }, index) => {
    const turn = Math.round(yawDegrees / YAW_STEP);
    groups.set(turn, [...(groups.get(turn) ?? []), index]);
  });
  for (const indices of groups.values()) {
    if (indices.length < FEWEST) continue;
    const thumbnails = indices.map((index) => views[index]?.thumbnail ?? new Float32Array(0));
    const usual = medianOf(thumbnails);
    indices.forEach((index, at) => {
      hidden[index] = correlation(thumbnails[at] ?? usual, usual) < USUAL;
    });
  }
  return hidden;
}

function medianOf(thumbnails: readonly Float32Array[]): Float32Array {
  return Float32Array.from(thumbnails[0] ?? [], (_, at) => {
    const values = Float32Array.from(thumbnails, (thumbnail) => thumbnail[at] ?? 0).sort();
    return values[values.length >> 1] ?? 0;
  });
}

function correlation(a: Float32Array, b: Float32Array): number {
  const mean = (values: Float32Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  let [shared, spreadA, spreadB] = [0, 0, 0];
  a.forEach((value, at) => {
    const [x, y] = [value - meanA, (b[at] ?? 0) - meanB];
    shared += x * y;
    spreadA += x * x;
    spreadB += y * y;
  });
  const spread = Math.sqrt(spreadA * spreadB);
  return spread === 0 ? 1 : shared / spread;
}
