import { fitSimilarity } from './fit-similarity.js';
import { landmarkSet } from './landmark-set.js';

/** Half the width of the window a head's way is smoothed over, in frames. */
const REACH = 3;
const STABLE = landmarkSet.groups.stable;

/**
 * Takes out what trembles because the model looked at a slightly other square in each frame: the way of the skull is
 * smoothed, to both sides and so without lag, and every point moves along with its skull. What moves against the skull
 * stays exactly as it was seen: lips that close for one frame close.
 * @param points frame after frame, x and y of every slot; changed in place
 */
export function steadyPoints(points: Float32Array, frameCount: number): void {
  const values = landmarkSet.points.length * 2;
  const skull = new Float32Array(frameCount * STABLE.length * 2);
  for (let frame = 0; frame < frameCount; frame++) {
    STABLE.forEach((slot, index) => {
      for (const axis of [0, 1]) {
        skull[(frame * STABLE.length + index) * 2 + axis] = points[frame * values + slot * 2 + axis] ?? 0;
      }
    });
  }
  for (let frame = 0; frame < frameCount; frame++) {
    const now = skull.subarray(frame * STABLE.length * 2, (frame + 1) * STABLE.length * 2);
    const turn = fitSimilarity(now, smoothedFrame(skull, frame, frameCount));
    for (let at = frame * values; at < (frame + 1) * values; at += 2) {
      const [x, y] = [points[at] ?? 0, points[at + 1] ?? 0];
      points[at] = turn.a * x - turn.b * y + turn.x;
      points[at + 1] = turn.b * x + turn.a * y + turn.y;
    }
  }
}

/** The value at one frame of the parabola through its neighbours (Savitzky–Golay): follows a turn, drops a tremble. */
function smoothedFrame(skull: Float32Array, frame: number, frameCount: number): Float32Array {
  const reach = Math.min(REACH, frame, frameCount - 1 - frame);
  const values = STABLE.length * 2;
  const smoothed = new Float32Array(values);
  for (let step = -reach; step <= reach; step++) {
    const weight = parabolaWeight(step, reach);
    const from = (frame + step) * values;
    for (let at = 0; at < values; at++) smoothed[at] = (smoothed[at] ?? 0) + weight * (skull[from + at] ?? 0);
  }
  return smoothed;
}

/** https://en.wikipedia.org/wiki/Savitzky–Golay_filter#Derivation_of_convolution_coefficients for a parabola. */
function parabolaWeight(step: number, reach: number): number {
  if (reach === 0) return 1;
  const length = 2 * reach + 1;
  return (3 * length ** 2 - 7 - 20 * step ** 2) / 4 / ((length * (length ** 2 - 4)) / 3);
}
