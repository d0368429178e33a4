import type { PicturePoint, RgbPicture } from '../../../pipeline/ports/face-detector.js';
import type { AffineMap } from './affine-map.js';

export interface CutPatchParams {
  readonly picture: RgbPicture;
  /** Pixels of the patch to places in the picture. */
  readonly toPicture: AffineMap;
  readonly width: number;
  readonly height: number;
  readonly channels: 'rgb' | 'bgr';
  /** Numbers of the patch: `byte · scale + offset`. */
  readonly scale: number;
  readonly offset: number;
  /** Byte outside the picture; 0 when absent. */
  readonly outside?: number;
}

/** Cuts a patch out of a picture, bilinear, one plane per channel: what vision models take in. */
export function cutPatch(params: CutPatchParams): Float32Array {
  const { width, height, channels } = params;
  const area = width * height;
  const patch = new Float32Array(3 * area);
  const [red, blue] = channels === 'rgb' ? [0, 2 * area] : [2 * area, 0];
  const planes = {
    red: patch.subarray(red, red + area),
    green: patch.subarray(area, 2 * area),
    blue: patch.subarray(blue, blue + area),
  };
  for (let row = 0; row < height; row++) cutRow(params, planes, row);
  return patch;
}

interface Planes {
  readonly red: Float32Array;
  readonly green: Float32Array;
  readonly blue: Float32Array;
}

/** The hot loop: one row, written out channel by channel, without a call per pixel. */
function cutRow(params: CutPatchParams, { red, green, blue }: Planes, row: number): void {
  const { picture, toPicture, width, scale, offset } = params;
  const { data, width: wide } = picture;
  const [lastX, lastY, stride] = [wide - 1, picture.height - 1, wide * 3];
  let [x, y] = [toPicture.b * row + toPicture.c, toPicture.e * row + toPicture.f];
  for (let at = row * width, end = at + width; at < end; at++, x += toPicture.a, y += toPicture.d) {
    if (!(x >= 0 && y >= 0 && x < lastX && y < lastY)) {
      for (const [channel, plane] of [red, green, blue].entries()) {
        plane[at] = sampleAtEdge(params, { x, y }, channel) * scale + offset;
      }
      continue;
    }
    const [column, line] = [x | 0, y | 0];
    const [right, below] = [x - column, y - line];
    const upper = line * stride + column * 3;
    const lower = upper + stride;
    const a = (1 - right) * (1 - below) * scale;
    const b = right * (1 - below) * scale;
    const c = (1 - right) * below * scale;
    const d = right * below * scale;
    red[at] =
      a * (data[upper] ?? 0) +
      b * (data[upper + 3] ?? 0) +
      c * (data[lower] ?? 0) +
      d * (data[lower + 3] ?? 0) +
      offset;
    green[at] =
      a * (data[upper + 1] ?? 0) +
      b * (data[upper + 4] ?? 0) +
      c * (data[lower + 1] ?? 0) +
      d * (data[lower + 4] ?? 0) +
      offset;
    blue[at] =
      a * (data[upper + 2] ?? 0) +
      b * (data[upper + 5] ?? 0) +
      c * (data[lower + 2] ?? 0) +
      d * (data[lower + 5] ?? 0) +
      offset;
  }
}

/** One channel where at least one of the four neighbours may lie outside. */
function sampleAtEdge({ picture, outside = 0 }: CutPatchParams, { x, y }: PicturePoint, channel: number): number {
  const { data, width, height } = picture;
  const column = Math.floor(x);
  const row = Math.floor(y);
  const byteAt = (atX: number, atY: number): number =>
    atX < 0 || atY < 0 || atX >= width || atY >= height ? outside : (data[(atY * width + atX) * 3 + channel] ?? 0);
  if (column < -1 || row < -1 || column >= width || row >= height) return outside;
  const upper = byteAt(column, row) + (byteAt(column + 1, row) - byteAt(column, row)) * (x - column);
  const lower = byteAt(column, row + 1) + (byteAt(column + 1, row + 1) - byteAt(column, row + 1)) * (x - column);
  return upper + (lower - upper) * (y - row);
}
