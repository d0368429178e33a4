import type { PictureFormat } from '../picture/picture-format.js';

/** How samples of a picture become bytes of light and colour, and back. */
export interface ColourScale {
  /** Light as a byte: sample · lumaScale − floor. */
  readonly lumaScale: number;
  readonly floor: number;
  /** Colour as a byte: (sample − middle) · chromaScale. */
  readonly chromaScale: number;
  readonly middle: number;
  /** Red of V, green of U, green of V, blue of U. */
  readonly matrix: readonly [number, number, number, number];
}

/** Heights from which pictures are taken for BT.709. */
const HD_HEIGHT = 720;
const MATRIX = { sd: [1.402, 0.344, 0.714, 1.772], hd: [1.5748, 0.1873, 0.4681, 1.8556] } as const;

/** The scale of a picture by its size and format, near enough for looking. */
export function colourScale({ pixelFormat, bitDepth, width, height }: PictureFormat): ColourScale {
  const isFull = pixelFormat.startsWith('yuvj');
  const unit = 2 ** (8 - bitDepth);
  return {
    lumaScale: isFull ? unit : (unit * 255) / 219,
    floor: isFull ? 0 : (16 * 255) / 219,
    chromaScale: isFull ? unit : (unit * 255) / 224,
    middle: 2 ** (bitDepth - 1),
    matrix: Math.min(width, height) >= HD_HEIGHT ? MATRIX.hd : MATRIX.sd,
  };
}
