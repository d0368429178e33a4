import { fitProjection, type Projection } from './fit-projection.js';
import type { FramedFace } from './frame-face.js';
import type { WrapModel } from './read-wrap-model.js';

/** A person's face at rest: the mean face, bent to this one. */
export interface LearntFace {
  /** Three coordinates a point, as in the wrap model. */
  readonly base: Float64Array;
  /** The frame in which the mouth is widest open: it shows the teeth. */
  readonly openest: FramedFace;
}

/** Inner lips: middle of the upper, middle of the lower. */
const UPPER = 13;
const LOWER = 14;
/** Share of the frames, those with the most closed mouths, that say what the face looks like at rest. */
const CLOSED_SHARE = 0.3;

/** How a frame shows the mean face; border and teeth have no landmarks and do not count. */
export function viewOf(model: WrapModel, face: FramedFace): Projection {
  const seen = model.landmarks.map((index) => face.points[index] ?? { x: 0, y: 0 });
  return fitProjection({ body: model.base.subarray(0, 3 * seen.length), seen });
}

/** Learns a face from some frames of it; at least one. */
export function learnFace(model: WrapModel, frames: readonly [FramedFace, ...FramedFace[]]): LearntFace {
  const gap = ({ points }: FramedFace): number => (points[LOWER]?.y ?? 0) - (points[UPPER]?.y ?? 0);
  const byGap = frames.toSorted((a, b) => gap(a) - gap(b));
  const closed = byGap.slice(0, Math.max(1, Math.ceil(byGap.length * CLOSED_SHARE)));
  const base = model.base.slice();
  for (const face of closed) addOffsets({ model, face, base, share: 1 / closed.length });
  return { base, openest: byGap.at(-1) ?? frames[0] };
}

interface AddOffsetsParams {
  readonly model: WrapModel;
  readonly face: FramedFace;
  readonly base: Float64Array;
  readonly share: number;
}

/** What is left between the mean face and the frame's points, taken back into the mean face's plane. */
function addOffsets({ model, face, base, share }: AddOffsetsParams): void {
  const view = viewOf(model, face);
  const [a = 1, b = 0, , , d = 0, e = 1] = view;
  const area = a * e - b * d;
  for (const [index, landmark] of model.landmarks.entries()) {
    const place = project(view, model.base, index);
    const dx = (face.points[landmark]?.x ?? 0) - place.x;
    const dy = (face.points[landmark]?.y ?? 0) - place.y;
    base[3 * index] = (base[3 * index] ?? 0) + (share * (e * dx - b * dy)) / area;
    base[3 * index + 1] = (base[3 * index + 1] ?? 0) + (share * (a * dy - d * dx)) / area;
  }
}

/** Where a view shows a point of a body. */
export function project(view: Projection, body: Float64Array, index: number): { x: number; y: number } {
  const [a = 1, b = 0, c = 0, x = 0, d = 0, e = 1, f = 0, y = 0] = view;
  const [X, Y, Z] = [body[3 * index] ?? 0, body[3 * index + 1] ?? 0, body[3 * index + 2] ?? 0];
  return { x: a * X + b * Y + c * Z + x, y: d * X + e * Y + f * Z + y };
}
