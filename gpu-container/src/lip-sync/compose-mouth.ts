import type { LipShape } from '../../../pipeline/contracts/lip-report.js';
import { landmarkSet } from '../../../pipeline/faces/landmark-set.js';
import type { MouthPatch, PlanarCrop } from '../../../pipeline/ports/mouth-renderer.js';
import type { PictureFormat } from '../picture/picture-format.js';
import { alignFaces } from './align-faces.js';
import { faceAxes } from './face-axes.js';
import { fitBox } from './fit-box.js';
import { invertAffine } from './invert-affine.js';
import { mouthMask } from './mouth-mask.js';
import { nodeGrid } from './node-grid.js';
import type { MouthCanvas } from './paint-mouth.js';
import { controlSlots, placeLandmarks } from './place-landmarks.js';
import { planarCrop } from './planar-crop.js';
import type { SteadyLight } from './steady-light.js';
import type { TouchedArea } from './touched-area.js';
import { warpNodes } from './warp-nodes.js';

export interface ComposeMouthParams {
  readonly canvas: MouthCanvas;
  readonly format: PictureFormat;
  /** The picture, in stored orientation; changed in place. */
  readonly picture: Uint8Array;
  /** Landmarks of the face in the picture, by slot, in its pixels (first pixel at 0). */
  readonly points: ArrayLike<number>;
  /** One mouth, or two that are faded into each other. */
  readonly donors: readonly MouthPatch[];
  /** The lips wanted, in eye distances; those of the donors when absent. */
  readonly target: LipShape | undefined;
  /** 0…1: how much of the new mouth is shown. */
  readonly strength: number;
  readonly light: SteadyLight;
}

/** How far the chin must be inside the picture for the jaw to be moved, in eye distances. */
const CHIN_ROOM = 0.04;
const { groups, named } = landmarkSet;

/**
 * Puts a mouth into a picture: jaw and neck of the picture are moved to where the new mouth has them, the donors are
 * bent onto the same landmarks, matched in light and laid over under a soft mask. Nothing else changes.
 */
export function composeMouth(params: ComposeMouthParams): TouchedArea | undefined {
  const { canvas, format, picture, points, donors, strength } = params;
  const axes = faceAxes(points);
  const laid = donors.map((donor) => {
    const toNew = alignFaces({ from: donor.points, to: points, slots: groups.stable });
    return { donor, toNew, fromNew: invertAffine(toNew) };
  });
  const placed = placeLandmarks({
    current: points,
    donor: meanLaid(laid, points.length),
    target: params.target,
    strength,
    movesJaw: isChinInside(points, format, axes.size),
  });
  const box = changedBox(placed, points, format);
  if (box === undefined) return undefined;
  const grid = nodeGrid(box, axes.size);
  const mask = mouthMask(placed);
  const identity = { a: 1, b: 0, c: 0, d: 0, e: 1, f: 0 };
  const [ground, ...patches] = warpNodes({
    ...{ kernel: canvas.kernel, heap: canvas.heap, grid, placed, slots: controlSlots, eyeDistancePx: axes.size },
    sources: [{ points, fromNew: identity }, ...laid.map(({ donor, fromNew }) => ({ points: donor.points, fromNew }))],
  });
  if (ground === undefined) return undefined;
  return canvas.paint({
    ...{ format, picture, grid, mask, ground, strength, light: params.light, eyeDistancePx: axes.size },
    own: planarCrop(picture, format, box),
    patches: laid.flatMap(({ donor }, at) => {
      const nodes = patches[at];
      return nodes === undefined ? [] : [{ crop: donor.crop, nodes, share: donor.share }];
    }),
  });
}

type Laid = { readonly donor: MouthPatch; readonly toNew: ReturnType<typeof alignFaces> };

/** The donors' landmarks in the picture, averaged by their shares: both mouths of a cross-fade have one outline. */
function meanLaid(laid: readonly Laid[], length: number): Float64Array {
  const mean = new Float64Array(length);
  for (const { donor, toNew } of laid) {
    for (let at = 0; at < length; at += 2) {
      const [x, y] = [donor.points[at] ?? 0, donor.points[at + 1] ?? 0];
      mean[at] = (mean[at] ?? 0) + donor.share * (toNew.a * x + toNew.b * y + toNew.c);
      mean[at + 1] = (mean[at + 1] ?? 0) + donor.share * (toNew.d * x + toNew.e * y + toNew.f);
    }
  }
  return mean;
}

function isChinInside(points: ArrayLike<number>, { width, height }: PictureFormat, size: number): boolean {
  const [x, y] = [points[2 * named.chinTip] ?? 0, points[2 * named.chinTip + 1] ?? 0];
  const room = CHIN_ROOM * size;
  return x > room && y > room && x < width - room && y < height - room;
}

/** From under the nose to the neck, with room for the jaw to move in. */
function changedBox(
  placed: Float64Array,
  points: ArrayLike<number>,
  format: PictureFormat,
): PlanarCrop['box'] | undefined {
  const axes = faceAxes(points);
  const down = (px: number, py: number) => ((py - axes.y) * axes.alongX - (px - axes.x) * axes.alongY) / axes.size;
  const at = (slot: number) => down(points[2 * slot] ?? 0, points[2 * slot + 1] ?? 0);
  const chin = Math.max(at(named.chinTip), down(placed[2 * named.chinTip] ?? 0, placed[2 * named.chinTip + 1] ?? 0));
  const top = at(named.noseBase) - 0.12;
  const bottom = chin + 0.4;
  const middle = sideOf(axes, points, named.upperLipTop);
  const corners = [-0.82, 0.82].flatMap((side) =>
    [top, bottom].map((level): readonly [number, number] => [
      axes.x + ((middle + side) * axes.alongX - level * axes.alongY) * axes.size,
      axes.y + ((middle + side) * axes.alongY + level * axes.alongX) * axes.size,
    ]),
  );
  const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return fitBox({ x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y }, format);
}

function sideOf(axes: ReturnType<typeof faceAxes>, points: ArrayLike<number>, slot: number): number {
  const [dx, dy] = [(points[2 * slot] ?? 0) - axes.x, (points[2 * slot + 1] ?? 0) - axes.y];
  return (dx * axes.alongX + dy * axes.alongY) / axes.size;
}
