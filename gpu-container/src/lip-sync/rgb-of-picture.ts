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
export function rgbOfPicture({ picture, format, box, every }: RgbOfPictureParams): RgbPicture {
  const [width, height] = [Math.ceil(box.width / every), Math.ceil(box.height / every)];
  const data = new Uint8Array(width * height * 3);
  const isFull = format.pixelFormat.startsWith('yuvj');
  const [scale, floor] = isFull ? [1, 0] : [255 / 219, 16];
  const chromaScale = isFull ? 1 : 255 / 224;
  const [rv, gu, gv, bu] = Math.min(format.width, format.height) >= HD_HEIGHT ? MATRIX.hd : MATRIX.sd;
  const read = planeReaders(picture, format);
  let to = 0;
  for (let row = 0; row < height; row++) {
    const y = box.y + row * every;
    for (let column = 0; column < width; column++) {
      const x = box.x + column * every;
      const luma = ((read[0]?.(x, y) ?? 0) - floor) * scale;
      const u = ((read[1]?.(x, y) ?? 128) - 128) * chromaScale;
      const v = ((read[2]?.(x, y) ?? 128) - 128) * chromaScale;
      data[to] = clamp(luma + rv * v);
      data[to + 1] = clamp(luma - gu * u - gv * v);
      data[to + 2] = clamp(luma + bu * u);
      to += 3;
    }
  }
  return { width, height, data };
}

/** For each plane, the sample over a pixel in 8-bit steps. */
function planeReaders(picture: Uint8Array, format: PictureFormat): ReadonlyArray<(x: number, y: number) => number> {
  const samples =
    format.bytesPerSample === 1
      ? picture
      : new Uint16Array(picture.buffer, picture.byteOffset, picture.byteLength >> 1);
  const unit = 2 ** (format.bitDepth - 8);
  return format.planes.map(({ offset, stride, shiftX, shiftY }) => {
    const start = offset / format.bytesPerSample;
    return (x, y) => (samples[start + (y >> shiftY) * stride + (x >> shiftX)] ?? 0) / unit;
  });
}

function clamp(value: number): number {
  return value < 0 ? 0 : value > 255 ? 255 : Math.round(value);
}
