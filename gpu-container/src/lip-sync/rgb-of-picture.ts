import type { PlanarCrop } from '../../../pipeline/ports/mouth-renderer.js';
import type { RgbPicture } from '../faces/rgb-picture.js';
import type { PictureFormat } from '../picture/picture-format.js';
import { colourScale } from './colour-scale.js';

export interface RgbOfPictureParams {
  readonly picture: Uint8Array;
  readonly format: PictureFormat;
  /** Inside the picture. */
  readonly box: PlanarCrop['box'];
  /** Only every so manieth pixel of every so manieth row. */
  readonly every: number;
}

/** A box of a picture as 8-bit RGB, near enough for looking: by models, and in still sheets. */
export function rgbOfPicture(params: RgbOfPictureParams): RgbPicture {
  const { box, every } = params;
  const [width, height] = [Math.ceil(box.width / every), Math.ceil(box.height / every)];
  const data = new Uint8ClampedArray(width * height * 3);
  for (let row = 0; row < height; row++) fillRow(params, box.y + row * every, data, row * width * 3);
  return { width, height, data: new Uint8Array(data.buffer) };
}

/** One row of the box. */
function fillRow(
  { picture, format, box, every }: RgbOfPictureParams,
  y: number,
  data: Uint8ClampedArray,
  start: number,
): void {
  const { planes, bytesPerSample } = format;
  const samples =
    bytesPerSample === 1 ? picture : new Uint16Array(picture.buffer, picture.byteOffset, picture.byteLength >> 1);
  const { lumaScale, floor, chromaScale, middle, matrix } = colourScale(format);
  const [rv, gu, gv, bu] = matrix;
  const [luma, first, second] = planes.map(
    ({ offset, stride, shiftY }) => offset / bytesPerSample + (y >> shiftY) * stride,
  );
  const shift = planes[1]?.shiftX ?? 0;
  let to = start;
  for (let x = box.x; x < box.x + box.width; x += every) {
    const light = (samples[(luma ?? 0) + x] ?? 0) * lumaScale - floor;
    const u = first === undefined ? 0 : ((samples[first + (x >> shift)] ?? 0) - middle) * chromaScale;
    const v = second === undefined ? 0 : ((samples[second + (x >> shift)] ?? 0) - middle) * chromaScale;
    data[to] = light + rv * v;
    data[to + 1] = light - gu * u - gv * v;
    data[to + 2] = light + bu * u;
    to += 3;
  }
}
