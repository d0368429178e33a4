import type { LipShape } from '../../../pipeline/contracts/lip-report.js';
import { landmarkSet } from '../../../pipeline/faces/landmark-set.js';
import { measureLips } from '../../../pipeline/lip-sync/measure-lips.js';
import { faceAxes } from './face-axes.js';

const { groups, named } = landmarkSet;

/** Outermost and innermost ring of the lips: between them the skin follows. */
const lipRings = [groups.outerLips, groups.innerLips];
const lipSlots = new Set(lipRings.flat());

/** The points a mouth is moved by, lips first. */
export const controlSlots: readonly number[] = [
  ...new Set([
    ...lipRings.flat(),
    ...groups.aboveLips,
    ...groups.jaw,
    ...groups.nasolabial,
    ...[200, 199, 175, 194, 418, 204, 424, 32, 262, 2, 98, 327, 50, 280, 205, 425, 187, 411, 207, 427].map(
      landmarkSet.slotOf,
    ),
    ...[58, 288, 132, 361].map(landmarkSet.slotOf),
  ]),
];

export interface PlaceLandmarksParams {
  /** The face of the frame as it is. */
  readonly current: ArrayLike<number>;
  /** The face the mouth is taken from, laid onto the frame's. */
  readonly donor: ArrayLike<number>;
  /** The lips wanted, in eye distances of the frame's face; those of the donor when absent. */
  readonly target: LipShape | undefined;
  /** 0 leaves the face of the frame, 1 gives it the donor's mouth. */
  readonly strength: number;
  /** Whether the jaw may follow: not where the chin is outside the picture and its points are guesses. */
  readonly movesJaw: boolean;
}

/** A jaw never travels further than this between two mouths of one pose, in eye distances; more is a slipped landmark. */
const MAX_JAW_TRAVEL = 0.22;
/** How much of a sideways difference the outline of the jaw follows: most of it is a turn of the head, not of the jaw. */
const SIDEWAYS_SHARE = 0.4;
/** Share of a change of the gap that the upper lip makes; the lower one and the jaw make the rest. */
const UPPER_SHARE = 0.3;
/** Lips that touch, in eye distances: never 0, so that upper and lower stay two. */
const TOUCHING = 0.006;
/** How far the chin follows a change of the lower lip that the donor did not make. */
const CHIN_SHARE = 0.5;

/** Where every landmark of the face shall be in the new picture: interleaved x, y by slot; only control points move. */
export function placeLandmarks(params: PlaceLandmarksParams): Float64Array {
  const { current, donor, strength } = params;
  const axes = faceAxes(current);
  const placed = Float64Array.from(current);
  const mouth = middleOf(current, groups.innerLips);
  const nose = downFace(axes, current, named.noseBase) - along(axes, mouth.x, mouth.y).down;
  for (const slot of controlSlots) {
    const weight = strength * (lipSlots.has(slot) ? 1 : followShare(params, slot, mouth, nose));
    if (weight === 0) continue;
    let dx = (donor[2 * slot] ?? 0) - (current[2 * slot] ?? 0);
    let dy = (donor[2 * slot + 1] ?? 0) - (current[2 * slot + 1] ?? 0);
    if (!lipSlots.has(slot)) ({ dx, dy } = tamed(axes, dx, dy));
    placed[2 * slot] = (current[2 * slot] ?? 0) + weight * dx;
    placed[2 * slot + 1] = (current[2 * slot + 1] ?? 0) + weight * dy;
  }
  if (params.target !== undefined) shapeLips(placed, params.target, params.movesJaw);
  return placed;
}

type Axes = ReturnType<typeof faceAxes>;

/** Coordinates in the face's own directions from between the eyes, in eye distances. */
function along({ x, y, size, alongX, alongY }: Axes, px: number, py: number): { side: number; down: number } {
  const [dx, dy] = [(px - x) / size, (py - y) / size];
  return { side: dx * alongX + dy * alongY, down: dy * alongX - dx * alongY };
}

function downFace(axes: Axes, points: ArrayLike<number>, slot: number): number {
  return along(axes, points[2 * slot] ?? 0, points[2 * slot + 1] ?? 0).down;
}

function middleOf(points: ArrayLike<number>, slots: readonly number[]): { x: number; y: number } {
  let [x, y] = [0, 0];
  for (const slot of slots) {
    x += (points[2 * slot] ?? 0) / slots.length;
    y += (points[2 * slot + 1] ?? 0) / slots.length;
  }
  return { x, y };
}

/** How far a point beside the lips follows the new mouth: all the way at the chin, not at all at nose and ears. */
function followShare(
  { current, movesJaw }: PlaceLandmarksParams,
  slot: number,
  mouth: { readonly x: number; readonly y: number },
  nose: number,
): number {
  const axes = faceAxes(current);
  const centre = along(axes, mouth.x, mouth.y);
  const point = along(axes, current[2 * slot] ?? 0, current[2 * slot + 1] ?? 0);
  const down = point.down - centre.down;
  if (!movesJaw && down > 0.2) return 0;
  const fromNose = smooth((down - nose) / Math.max(0.05, -0.75 * nose));
  const fromSide = 1 - smooth((Math.abs(point.side - centre.side) - 0.36) / 0.3);
  return fromNose * fromSide;
}

function tamed({ size, alongX, alongY }: Axes, dx: number, dy: number): { dx: number; dy: number } {
  const limit = MAX_JAW_TRAVEL * size;
  const side = clamp((dx * alongX + dy * alongY) * SIDEWAYS_SHARE, limit);
  const down = clamp(dy * alongX - dx * alongY, limit);
  return { dx: side * alongX - down * alongY, dy: side * alongY + down * alongX };
}

/** Brings the lips to the exact gap and width: every point in proportion to its place between the corners. */
function shapeLips(placed: Float64Array, target: LipShape, movesJaw: boolean): void {
  const { size, alongX, alongY } = faceAxes(placed);
  const found = measureLips(placed);
  const gap = (target.open - found.open) * size;
  const spread = (target.width - found.width) / Math.max(0.05, found.width);
  const centre = middleOf(placed, [named.rightMouthCorner, named.leftMouthCorner]);
  const move = (slot: number, side: number, down: number): void => {
    placed[2 * slot] = (placed[2 * slot] ?? 0) + side * alongX - down * alongY;
    placed[2 * slot + 1] = (placed[2 * slot + 1] ?? 0) + side * alongY + down * alongX;
  };
  for (const ring of lipRings) {
    ring.forEach((slot, at) => {
      const profile = Math.sin((Math.PI * (at % 10)) / 10) / 0.967;
      const [dx, dy] = [(placed[2 * slot] ?? 0) - centre.x, (placed[2 * slot + 1] ?? 0) - centre.y];
      move(slot, (dx * alongX + dy * alongY) * spread, gap * profile * (at < 10 ? -UPPER_SHARE : 1 - UPPER_SHARE));
    });
  }
  if (movesJaw) {
    for (const slot of chinSlots) move(slot, 0, gap * (1 - UPPER_SHARE) * CHIN_SHARE);
  }
  partLips(placed, size, alongX, alongY);
}

const chinSlots = [200, 199, 175, 152, 148, 377, 176, 400].map(landmarkSet.slotOf);

/** Upper and lower lip may touch but never change sides. */
function partLips(placed: Float64Array, size: number, alongX: number, alongY: number): void {
  const { innerLips } = groups;
  for (let at = 1; at < 10; at++) {
    const upper = innerLips[at] ?? 0;
    const lower = innerLips[20 - at] ?? 0;
    const dx = (placed[2 * lower] ?? 0) - (placed[2 * upper] ?? 0);
    const dy = (placed[2 * lower + 1] ?? 0) - (placed[2 * upper + 1] ?? 0);
    const lack = TOUCHING * size * Math.sin((Math.PI * at) / 10) - (dy * alongX - dx * alongY);
    if (lack <= 0) continue;
    for (const [slot, share] of [
      [upper, -0.5],
      [lower, 0.5],
    ] as const) {
      placed[2 * slot] = (placed[2 * slot] ?? 0) - lack * share * alongY;
      placed[2 * slot + 1] = (placed[2 * slot + 1] ?? 0) + lack * share * alongX;
    }
  }
}

function smooth(value: number): number {
  const share = Math.min(1, Math.max(0, value));
  return share * share * (3 - 2 * share);
}

function clamp(value: number, limit: number): number {
  return Math.min(limit, Math.max(-limit, value));
}
