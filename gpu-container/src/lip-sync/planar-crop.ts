import type { PictureFormat } from '../picture/picture-format.js';

/** A box of a picture in full-size pixels, on even borders so that every plane has whole samples. */
export interface CropBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A piece of a picture, plane by plane, tight rows, samples as in the picture (8 bit, or 16-bit little-endian). */
export interface PlanarCrop {
  readonly box: CropBox;
  readonly planes: ReadonlyArray<{ readonly width: number; readonly height: number; readonly bytes: Uint8Array }>;
}

/** Copies a box out of a picture. The box lies inside the picture. */
export function planarCrop(picture: Uint8Array, format: PictureFormat, box: CropBox): PlanarCrop {
  const planes = format.planes.map(({ offset, stride, shiftX, shiftY }) => {
    const [width, height] = [box.width >> shiftX, box.height >> shiftY];
    const rowBytes = width * format.bytesPerSample;
    const bytes = new Uint8Array(rowBytes * height);
    for (let row = 0; row < height; row++) {
      const from = offset + (((box.y >> shiftY) + row) * stride + (box.x >> shiftX)) * format.bytesPerSample;
      bytes.set(picture.subarray(from, from + rowBytes), row * rowBytes);
    }
    return { width, height, bytes };
  });
  return { box, planes };
}
