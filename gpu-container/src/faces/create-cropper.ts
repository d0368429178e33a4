import type { FaceRegion } from '../../../pipeline/faces/face-region.js';
import { halvePicture } from './halve-picture.js';
import type { RgbPicture } from './rgb-picture.js';

export interface CropParams {
  readonly region: FaceRegion;
  /** Side of the cut-out in pixels. */
  readonly side: number;
  /** A byte becomes `byte × scale + offset`. */
  readonly scale: number;
  readonly offset: number;
  /** What the region has outside the picture, after scaling. */
  readonly outside: number;
  /** Filled: channels last, side × side × 3. */
  readonly into: Float32Array;
}

/** Cuts turned squares out of one picture. */
export interface Cropper {
  readonly picture: RgbPicture;
  crop(params: CropParams): Float32Array;
}

/**
 * Cuts from a picture that is halved until no more than two of its pixels fall on one of the cut-out: a face that is
 * large is seen as well, and does not flicker. The halves are made once for all faces.
 */
export function createCropper(picture: RgbPicture): Cropper {
  const halves = [picture];
  const level = (index: number): RgbPicture => {
    while (halves.length <= index) halves.push(halvePicture(halves.at(-1) ?? picture));
    return halves[index] ?? picture;
  };
  return {
    picture,
    crop: (params) => {
      const depth = Math.max(0, Math.floor(Math.log2(params.region.side / params.side)));
      return cropFrom(level(depth), 2 ** depth, params);
    },
  };
}

function cropFrom({ width, height, data }: RgbPicture, shrunk: number, params: CropParams): Float32Array {
  const { region, side, scale, offset, outside, into } = params;
  const step = region.side / shrunk / side;
  const [right, down] = [Math.cos(region.turn) * step, Math.sin(region.turn) * step];
  const middle = (side - 1) / 2;
  const [centreX, centreY] = [region.x / shrunk - 0.5, region.y / shrunk - 0.5];
  const row = width * 3;
  for (let v = 0, to = 0; v < side; v++) {
    let x = centreX - right * middle - down * (v - middle);
    let y = centreY - down * middle + right * (v - middle);
    for (let u = 0; u < side; u++, x += right, y += down, to += 3) {
      const [left, top] = [Math.floor(x), Math.floor(y)];
      if (left < 0 || top < 0 || left >= width - 1 || top >= height - 1) {
        into[to] = into[to + 1] = into[to + 2] = outside;
        continue;
      }
      const [partX, partY] = [x - left, y - top];
      const at = top * row + left * 3;
      const [a, b] = [(1 - partX) * (1 - partY) * scale, partX * (1 - partY) * scale];
      const [c, d] = [(1 - partX) * partY * scale, partX * partY * scale];
      for (let channel = 0; channel < 3; channel++) {
        const from = at + channel;
        const above = (data[from] ?? 0) * a + (data[from + 3] ?? 0) * b;
        into[to + channel] = above + (data[from + row] ?? 0) * c + (data[from + row + 3] ?? 0) * d + offset;
      }
    }
  }
  return into;
}
