import { landmarkSet } from '../../../pipeline/faces/landmark-set.js';
import type { RgbPicture } from '../faces/rgb-picture.js';
import type { PictureFormat } from '../picture/picture-format.js';
import { faceAxes } from './face-axes.js';
import { fitBox } from './fit-box.js';
import { rgbOfPicture } from './rgb-of-picture.js';

/** Half the side of a still, in eye distances: nose to chin. */
const REACH = 0.72;

/** The mouth of a face at full size, upright. Undefined when it is outside the picture. */
export function takeStill(
  picture: Uint8Array,
  format: PictureFormat,
  points: ArrayLike<number>,
): RgbPicture | undefined {
  const { size } = faceAxes(points);
  const lips = landmarkSet.groups.outerLips;
  const middle = (axis: 0 | 1) => lips.reduce((sum, slot) => sum + (points[2 * slot + axis] ?? 0), 0) / lips.length;
  const reach = REACH * size;
  const box = fitBox({ x: middle(0) - reach, y: middle(1) - reach, width: 2 * reach, height: 2 * reach }, format);
  if (box === undefined) return undefined;
  return turned(rgbOfPicture({ picture, format, box, every: 1 }), format.rotationDegrees);
}

/** The picture turned clockwise. */
function turned(picture: RgbPicture, degrees: number): RgbPicture {
  if (degrees === 0) return picture;
  const { width, height, data } = picture;
  const isSideways = degrees !== 180;
  const result = {
    width: isSideways ? height : width,
    height: isSideways ? width : height,
    data: new Uint8Array(data.length),
  };
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [column, row] = placeOf(x, y, picture, degrees);
      const [from, to] = [(y * width + x) * 3, (row * result.width + column) * 3];
      result.data.set(data.subarray(from, from + 3), to);
    }
  }
  return result;
}

function placeOf(x: number, y: number, { width, height }: RgbPicture, degrees: number): readonly [number, number] {
  if (degrees === 90) return [height - 1 - y, x];
  if (degrees === 180) return [width - 1 - x, height - 1 - y];
  return [y, width - 1 - x];
}
