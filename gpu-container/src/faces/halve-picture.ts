import type { RgbPicture } from './rgb-picture.js';

/** A picture at half its size, every pixel the mean of four; an odd last row or column is left out. */
export function halvePicture({ width, height, data }: RgbPicture): RgbPicture {
  const half = { width: width >> 1, height: height >> 1 };
  const small = new Uint8Array(half.width * half.height * 3);
  const row = width * 3;
  for (let y = 0, to = 0; y < half.height; y++) {
    for (let x = 0, from = 2 * y * row; x < half.width; x++, from += 6) {
      for (let channel = from; channel < from + 3; channel++) {
        const above = (data[channel] ?? 0) + (data[channel + 3] ?? 0);
        const below = (data[channel + row] ?? 0) + (data[channel + row + 3] ?? 0);
        small[to++] = (above + below + 2) >> 2;
      }
    }
  }
  return { ...half, data: small };
}
