import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describePicture, type PictureFormat } from '../../../gpu-container/src/picture/picture-format.js';

/** Landmarks by slot of one real face, mouth closed and wide open, in a picture of 360 × 320. */
export const facePoints: Readonly<Record<'closed' | 'open', readonly number[]>> = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../fixtures/face-points.json'), 'utf8'),
);

/** The layout of a picture of that size. */
export function formatOf(pixelFormat: string, width = 360, height = 320): PictureFormat {
  const format = describePicture({ pixelFormat, width, height, rotationDegrees: 0 });
  if (format === undefined) throw new Error(`${pixelFormat} is not a kind of picture that is read.`);
  return format;
}

/** A picture with soft structure everywhere, so that every movement shows; the same picture in every pixel format. */
export function drawPicture(format: PictureFormat): Uint8Array {
  const data = new Uint8Array(format.frameBytes);
  const unit = 2 ** (format.bitDepth - 8);
  format.planes.forEach((plane, index) => {
    for (let row = 0; row < plane.height; row++) {
      for (let column = 0; column < plane.width; column++) {
        const [x, y] = [column << plane.shiftX, row << plane.shiftY];
        const wave = Math.sin(x / 11 + index) * Math.cos(y / 13) + 0.4 * Math.sin((x + 2 * y) / 5);
        const sample = Math.round((index === 0 ? 120 + 50 * wave : 128 + 20 * wave) * unit);
        const at = plane.offset + (row * plane.stride + column) * format.bytesPerSample;
        data[at] = sample & 255;
        if (format.bytesPerSample === 2) data[at + 1] = sample >> 8;
      }
    }
  });
  return data;
}
