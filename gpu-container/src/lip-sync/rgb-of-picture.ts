import type { PlanarCrop } from '../../../pipeline/ports/mouth-renderer.js';
import type { RgbPicture } from '../faces/rgb-picture.js';
import type { PictureFormat } from '../picture/picture-format.js';

export interface RgbOfPictureParams {
  readonly picture: Uint8Array;
  readonly format: PictureFormat;
  /** Inside the picture. */
  readonly box: PlanarCrop['box'];
  /** Only every so manieth pixel of every so manieth row. */
  readonly every: number;
}

/** Heights from which pictures are taken for BT.709. */
const HD_HEIGHT = 720;
/** [red of V, green of U, green of V, blue of U] of full-range chroma. */
const MATRIX = { sd: [1.402, 0.344, 0.714, 1.772], hd: [1.5748, 0.1873, 0.4681, 1.8556] } as const;

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
  const { planes, bytesPerSample, bitDepth } = format;
  const samples =
    bytesPerSample === 1 ? picture : new Uint16Array(picture.buffer, picture.byteOffset, picture.byteLength >> 1);
  const isFull = format.pixelFormat.startsWith('yuvj');
  const unit = 2 ** (8 - bitDepth);
  const [lumaScale, floor] = isFull ? [unit, 0] : [(unit * 255) / 219, (16 * 255) / 219];
  const chromaScale = isFull ? unit : (unit * 255) / 224;
  const middle = 2 ** (bitDepth - 1);
  const [rv, gu, gv, bu] = Math.min(format.width, format.height) >= HD_HEIGHT ? MATRIX.hd : MATRIX.sd;
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
