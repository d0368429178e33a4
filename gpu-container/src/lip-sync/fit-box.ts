import type { PlanarCrop } from '../../../pipeline/ports/mouth-renderer.js';

/** The box grown to even borders and cut to the picture; undefined when nothing of use is left. */
export function fitBox(
  box: PlanarCrop['box'],
  picture: { readonly width: number; readonly height: number },
): PlanarCrop['box'] | undefined {
  const even = { width: picture.width & ~1, height: picture.height & ~1 };
  const x = Math.max(0, Math.floor(box.x / 2) * 2);
  const y = Math.max(0, Math.floor(box.y / 2) * 2);
  const width = Math.min(even.width, Math.ceil((box.x + box.width) / 2) * 2) - x;
  const height = Math.min(even.height, Math.ceil((box.y + box.height) / 2) * 2) - y;
  return width < MIN_SIDE || height < MIN_SIDE ? undefined : { x, y, width, height };
}

/** A mouth smaller than this has nothing to show, in pixels. */
const MIN_SIDE = 16;
