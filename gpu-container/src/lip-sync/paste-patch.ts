import type { SpeakingPatch } from '../../../pipeline/ports/mouth-generator.js';
import type { RgbPicture } from '../faces/rgb-picture.js';

/** Share of the patch's sides over which it comes in: what a network draws at its very border is not its best. */
const SOFT = 0.06;

/** A picture with a drawn patch in its place, its border faded in. Both are left as they are. */
export function pastePatch(picture: RgbPicture, { patch, box }: SpeakingPatch): RgbPicture {
  const data = picture.data.slice();
  const [firstX, lastX] = inside(box.left, box.width, picture.width);
  const [firstY, lastY] = inside(box.top, box.height, picture.height);
  for (let y = firstY; y <= lastY; y++) {
    const down = (y + 0.5 - box.top) / box.height;
    for (let x = firstX; x <= lastX; x++) {
      const across = (x + 0.5 - box.left) / box.width;
      const edge = Math.min(across, 1 - across, down, 1 - down);
      const share = Math.min(1, edge / SOFT);
      const at = 3 * (y * picture.width + x);
      for (let channel = 0; channel < 3; channel++) {
        const was = data[at + channel] ?? 0;
        const drawn = sample(patch, { x: across * patch.width - 0.5, y: down * patch.height - 0.5, channel });
        data[at + channel] = Math.round(was + share * (drawn - was));
      }
    }
  }
  return { ...picture, data };
}

/** The pixels whose middles lie between two borders. */
function inside(from: number, length: number, count: number): readonly [first: number, last: number] {
  return [Math.max(0, Math.ceil(from - 0.5)), Math.min(count - 1, Math.floor(from + length - 0.5))];
}

/** Bilinear; beyond the border as at the border. */
function sample(
  { width, height, data }: RgbPicture,
  { x, y, channel }: { readonly x: number; readonly y: number; readonly channel: number },
): number {
  const [u, v] = [Math.max(0, Math.min(width - 1, x)), Math.max(0, Math.min(height - 1, y))];
  const [left, top] = [Math.floor(u), Math.floor(v)];
  const [right, bottom] = [Math.min(width - 1, left + 1), Math.min(height - 1, top + 1)];
  const byte = (column: number, row: number) => data[3 * (row * width + column) + channel] ?? 0;
  const upper = byte(left, top) + (byte(right, top) - byte(left, top)) * (u - left);
  const lower = byte(left, bottom) + (byte(right, bottom) - byte(left, bottom)) * (u - left);
  return upper + (lower - upper) * (v - top);
}
