import type { RgbPicture } from '../../../pipeline/ports/face-detector.js';
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
  const { toPicture, width, height, channels, scale, offset } = params;
  const area = width * height;
  const patch = new Float32Array(3 * area);
  const [first, last] = channels === 'rgb' ? [0, 2 * area] : [2 * area, 0];
  const sample = createSampler(params.picture, params.outside ?? 0);
  const pixel = new Float64Array(3);
  for (let row = 0, at = 0; row < height; row++) {
    let x = toPicture.b * row + toPicture.c;
    let y = toPicture.e * row + toPicture.f;
    for (let column = 0; column < width; column++, at++) {
      sample(x, y, pixel);
      patch[first + at] = (pixel[0] ?? 0) * scale + offset;
      patch[area + at] = (pixel[1] ?? 0) * scale + offset;
      patch[last + at] = (pixel[2] ?? 0) * scale + offset;
      x += toPicture.a;
      y += toPicture.d;
    }
  }
  return patch;
}

type Sampler = (x: number, y: number, pixel: Float64Array) => void;

function createSampler({ data, width, height }: RgbPicture, outside: number): Sampler {
  const byteAt = (column: number, row: number, channel: number): number =>
    column < 0 || row < 0 || column >= width || row >= height
      ? outside
      : (data[(row * width + column) * 3 + channel] ?? 0);
  return (x, y, pixel) => {
    const column = Math.floor(x);
    const row = Math.floor(y);
    const right = x - column;
    const below = y - row;
    const isInside = column >= 0 && row >= 0 && column < width - 1 && row < height - 1;
    const at = (row * width + column) * 3;
    const under = at + width * 3;
    for (let channel = 0; channel < 3; channel++) {
      const upperLeft = isInside ? (data[at + channel] ?? 0) : byteAt(column, row, channel);
      const upperRight = isInside ? (data[at + 3 + channel] ?? 0) : byteAt(column + 1, row, channel);
      const lowerLeft = isInside ? (data[under + channel] ?? 0) : byteAt(column, row + 1, channel);
      const lowerRight = isInside ? (data[under + 3 + channel] ?? 0) : byteAt(column + 1, row + 1, channel);
      const upper = upperLeft + (upperRight - upperLeft) * right;
      const lower = lowerLeft + (lowerRight - lowerLeft) * right;
      pixel[channel] = upper + (lower - upper) * below;
    }
  };
}
