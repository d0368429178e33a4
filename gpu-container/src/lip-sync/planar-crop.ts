import type { PlanarCrop } from '../../../pipeline/ports/mouth-renderer.js';
import type { PictureFormat } from '../picture/picture-format.js';

/** Copies a box out of a picture. The box lies inside the picture, on even borders. */
export function planarCrop(picture: Uint8Array, format: PictureFormat, box: PlanarCrop['box']): PlanarCrop {
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
