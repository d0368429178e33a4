import { mapPoint } from '../../../gpu-container/src/vision/affine-map.js';
import type { CutPatchParams } from '../../../gpu-container/src/vision/patch-work.js';

/** A patch cut in plain JavaScript, as slow and as plain as can be: what the WebAssembly is compared with. */
export function referenceCut(params: CutPatchParams): Float32Array {
  const { width, height, channels, toPicture, scale, offset } = params;
  const patch = new Float32Array(3 * width * height);
  for (const [plane, channel] of (channels === 'rgb' ? [0, 1, 2] : [2, 1, 0]).entries()) {
    for (let at = 0; at < width * height; at++) {
      const { x, y } = mapPoint(toPicture, { x: at % width, y: Math.floor(at / width) });
      patch[plane * width * height + at] = sampleAt(params, { x, y, channel }) * scale + offset;
    }
  }
  return patch;
}

function sampleAt(
  { picture: { width, height, data }, outside = 0 }: CutPatchParams,
  { x, y, channel }: { readonly x: number; readonly y: number; readonly channel: number },
): number {
  const [column, row] = [Math.floor(x), Math.floor(y)];
  const byteAt = (atX: number, atY: number): number =>
    atX < 0 || atY < 0 || atX >= width || atY >= height ? outside : (data[(atY * width + atX) * 3 + channel] ?? 0);
  const upper = byteAt(column, row) + (byteAt(column + 1, row) - byteAt(column, row)) * (x - column);
  const lower = byteAt(column, row + 1) + (byteAt(column + 1, row + 1) - byteAt(column, row + 1)) * (x - column);
  return upper + (lower - upper) * (y - row);
}
