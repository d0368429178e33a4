import { landmarkSet } from '../../../pipeline/faces/landmark-set.js';
import type { PlanarCrop } from '../../../pipeline/ports/mouth-renderer.js';
import { faceAxes } from './face-axes.js';
import { fitBox } from './fit-box.js';

/** How far around the mouth a donor is kept, in eye distances. */
const ROOM = { side: 0.72, above: 0.55, below: 0.3 } as const;

/** The box of a picture that is needed to take its mouth: nose to below the chin. Undefined when it is outside. */
export function donorBox(
  points: ArrayLike<number>,
  picture: { readonly width: number; readonly height: number },
): PlanarCrop['box'] | undefined {
  const { size } = faceAxes(points);
  const lips = landmarkSet.groups.outerLips;
  const [x, y] = [0, 1].map(
    (axis) => lips.reduce((sum, slot) => sum + (points[2 * slot + axis] ?? 0), 0) / lips.length,
  );
  const [chinX, chinY] = [points[2 * landmarkSet.named.chinTip], points[2 * landmarkSet.named.chinTip + 1]];
  const [cx = 0, cy = 0, px = 0, py = 0] = [x, y, chinX, chinY];
  const left = Math.min(cx - ROOM.side * size, px - ROOM.side * size);
  const right = Math.max(cx + ROOM.side * size, px + ROOM.side * size);
  const top = Math.min(cy - ROOM.above * size, py - ROOM.side * size);
  const bottom = Math.max(cy + ROOM.above * size, py + ROOM.below * size);
  return fitBox({ x: left, y: top, width: right - left, height: bottom - top }, picture);
}
