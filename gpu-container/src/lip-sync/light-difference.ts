import type { PlanarCrop } from '../../../pipeline/ports/mouth-renderer.js';
import type { MouthMask } from './mouth-mask.js';

/** Light at one place of the border: by how much luma is multiplied, and what is added to each chroma plane. */
export interface LightSample {
  readonly x: number;
  readonly y: number;
  readonly gain: number;
  readonly chroma: readonly number[];
}

/** One plane of ground and patch as bytes in memory. */
export interface LightPlane {
  readonly ground: Uint8Array | Uint16Array;
  readonly patch: Uint8Array | Uint16Array;
  readonly width: number;
  readonly height: number;
  readonly shiftX: number;
  readonly shiftY: number;
}

export interface LightDifferenceParams {
  readonly mask: MouthMask;
  readonly box: PlanarCrop['box'];
  readonly planes: readonly LightPlane[];
  /** Half the side of the squares that are averaged, in pixels. */
  readonly radius: number;
  /** Share of the full scale in one 8-bit step: 1, or 4 for 10 bit. */
  readonly unit: number;
}

/** Rays from the middle of the mouth along which the border is met. */
const RAYS = 28;
/** Mask value at which ground and patch are compared. */
const BORDER = 0.3;
/** Dark samples say little about a ratio; both sides are raised by so much, in 8-bit steps. */
const FLOOR = 14;
/** More difference than this is another thing in the picture, not another light. */
const LIMITS = { gain: [0.72, 1.4], chroma: 12 } as const;

/** How the light of patch and ground differs around the border of the mask. */
export function lightDifference({ mask, box, planes, radius, unit }: LightDifferenceParams): readonly LightSample[] {
  const [luma, ...chroma] = planes;
  if (luma === undefined) return [];
  return Array.from({ length: RAYS }, (_, ray) => {
    const { x, y } = borderPoint(mask, (2 * Math.PI * ray) / RAYS);
    const at = { x: x - box.x, y: y - box.y, radius };
    const [under, over] = meansAt(luma, at);
    const gain = (under + FLOOR * unit) / (over + FLOOR * unit);
    return {
      ...{ x, y, gain: Math.min(LIMITS.gain[1], Math.max(LIMITS.gain[0], gain)) },
      chroma: chroma.map((plane) => {
        const [ground, patch] = meansAt(plane, at);
        const limit = LIMITS.chroma * unit;
        return Math.min(limit, Math.max(-limit, ground - patch));
      }),
    };
  });
}

function borderPoint({ centre, box, valueAt }: MouthMask, angle: number): { x: number; y: number } {
  const [dx, dy] = [Math.cos(angle), Math.sin(angle)];
  let near = 0;
  let far = Math.hypot(box.width, box.height);
  for (let halving = 0; halving < 10; halving++) {
    const middle = (near + far) / 2;
    if (valueAt(centre.x + dx * middle, centre.y + dy * middle) > BORDER) near = middle;
    else far = middle;
  }
  return { x: centre.x + dx * near, y: centre.y + dy * near };
}

function meansAt(plane: LightPlane, at: { x: number; y: number; radius: number }): readonly [number, number] {
  const x0 = Math.max(0, Math.round(at.x - at.radius) >> plane.shiftX);
  const y0 = Math.max(0, Math.round(at.y - at.radius) >> plane.shiftY);
  const x1 = Math.min(plane.width - 1, Math.round(at.x + at.radius) >> plane.shiftX);
  const y1 = Math.min(plane.height - 1, Math.round(at.y + at.radius) >> plane.shiftY);
  let [under, over, count] = [0, 0, 0];
  for (let y = y0; y <= y1; y++) {
    for (let x = x0; x <= x1; x++) {
      under += plane.ground[y * plane.width + x] ?? 0;
      over += plane.patch[y * plane.width + x] ?? 0;
      count += 1;
    }
  }
  return count === 0 ? [0, 0] : [under / count, over / count];
}
