/** What one frame shows of a face. */
export interface FaceView {
  readonly yawDegrees: number;
  /** Brightness of a thumbnail that always lies on the face in the same way. */
  readonly thumbnail: Float32Array;
}

/** Views within so many degrees of one another are compared: a turned head looks different by itself. */
const NEAR_YAW = 12;
/** What is usual is found for so many degrees at a time. */
const YAW_STEP = 4;
/** Of fewer views nobody knows what is usual, nor before so many have been seen. */
const FEWEST = 10;
/**
 * Correlation with what is usual below which something lies before the face. A speaking mouth seen from where it usually
 * is stayed above 0.75; a sheet of paper or a patch of skin before it fell below 0.5. The two overlap: heads that turn
 * fell to 0.33 in two clips with nothing before them, and count as hidden all the same.
 */
const USUAL = 0.55;

/**
 * For each view of one face whether something else is seen in its place: a hand, a microphone, a sheet of paper. What
 * hides a face most of the time is taken for its usual look.
 */
export function findHidden(views: readonly FaceView[]): readonly boolean[] {
  const usual = new Map<number, Float32Array | undefined>();
  return views.map(({ yawDegrees, thumbnail }) => {
    const turn = Math.round(yawDegrees / YAW_STEP) * YAW_STEP;
    if (!usual.has(turn)) usual.set(turn, usualNear(views, turn));
    const look = usual.get(turn);
    return look !== undefined && correlation(thumbnail, look) < USUAL;
  });
}

function usualNear(views: readonly FaceView[], yaw: number): Float32Array | undefined {
  const near = views.filter(({ yawDegrees }) => Math.abs(yawDegrees - yaw) <= NEAR_YAW);
  return near.length < FEWEST ? undefined : medianOf(near.map(({ thumbnail }) => thumbnail));
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
