import type { PlanarCrop } from '../../../pipeline/ports/mouth-renderer.js';
import type { RgbPicture } from '../faces/rgb-picture.js';
import type { PictureFormat } from '../picture/picture-format.js';
import { type ColourScale, colourScale } from './colour-scale.js';

export interface PlanarOfRgbParams {
  readonly picture: RgbPicture;
  /** Of the picture it goes into: its depth, planes and colours. */
  readonly format: PictureFormat;
  /** Inside the picture, on even borders. */
  readonly box: PlanarCrop['box'];
}

/** A box of an RGB picture as planes of samples: what `rgbOfPicture` would read as these colours. */
export function planarOfRgb({ picture, format, box }: PlanarOfRgbParams): PlanarCrop {
  const scale = colourScale(format);
  const most = 2 ** format.bitDepth - 1;
  const planes = format.planes.map(({ shiftX, shiftY }, plane) => {
    const [width, height] = [box.width >> shiftX, box.height >> shiftY];
    const bytes = new Uint8Array(width * height * format.bytesPerSample);
    const samples = format.bytesPerSample === 1 ? bytes : new Uint16Array(bytes.buffer);
    for (let row = 0; row < height; row++) {
      for (let column = 0; column < width; column++) {
        const from = { x: box.x + (column << shiftX), y: box.y + (row << shiftY) };
        const colour = meanColour(picture, from, 1 << shiftX, 1 << shiftY);
        const sample = Math.round(sampleOf(scale, plane, colour));
        samples[row * width + column] = Math.max(0, Math.min(most, sample));
      }
    }
    return { width, height, bytes };
  });
  return { box, planes };
}

type Colour = readonly [red: number, green: number, blue: number];

function meanColour({ width, data }: RgbPicture, from: { x: number; y: number }, wide: number, high: number): Colour {
  let [red, green, blue] = [0, 0, 0];
  for (let y = from.y; y < from.y + high; y++) {
    for (let x = from.x; x < from.x + wide; x++) {
      const at = 3 * (y * width + x);
      red += data[at] ?? 0;
      green += data[at + 1] ?? 0;
      blue += data[at + 2] ?? 0;
    }
  }
  const count = wide * high;
  return [red / count, green / count, blue / count];
}

/** Red = Y + rv·V, blue = Y + bu·U and green = Y − gu·U − gv·V, turned round. */
function sampleOf(scale: ColourScale, plane: number, [red, green, blue]: Colour): number {
  const [rv, gu, gv, bu] = scale.matrix;
  const light = (green + (gu / bu) * blue + (gv / rv) * red) / (1 + gu / bu + gv / rv);
  if (plane === 0) return (light + scale.floor) / scale.lumaScale;
  const colour = plane === 1 ? (blue - light) / bu : (red - light) / rv;
  return colour / scale.chromaScale + scale.middle;
}
