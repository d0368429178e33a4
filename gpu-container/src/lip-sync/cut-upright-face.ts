import type { RgbPicture } from '../faces/rgb-picture.js';
import type { PictureFormat } from '../picture/picture-format.js';
import type { PatchCutter } from '../vision/create-patch-cutter.js';
import type { Affine } from './affine.js';
import { faceAxes } from './face-axes.js';
import { fitBox } from './fit-box.js';
import { invertAffine } from './invert-affine.js';
import { rgbOfPicture } from './rgb-of-picture.js';

export interface CutUprightFaceParams {
  readonly picture: Uint8Array;
  readonly format: PictureFormat;
  /** Landmarks by slot, in pixels of the picture (first pixel at 0). */
  readonly points: ArrayLike<number>;
}

/** A head by itself, eyes level, whichever way the picture or the head is turned. */
export interface UprightFace {
  readonly picture: RgbPicture;
  /** Landmarks by slot, in its pixels (first pixel at 0). */
  readonly points: Float64Array;
}

/** Eye distance in it, in pixels: no network draws finer than the larger, and the smaller costs nothing. */
const EYES = { least: 64, most: 128 } as const;
/** Its sides, and where the eyes are from its top, in eye distances: room for what landmark models look at. */
const [WIDTH, HEIGHT, EYES_DOWN] = [2.8, 3.4, 1.3];

/** Cuts a head out upright; undefined when it is outside the picture. */
export function cutUprightFace(
  cutter: PatchCutter,
  { picture, format, points }: CutUprightFaceParams,
): UprightFace | undefined {
  const { size } = faceAxes(points);
  const eyes = Math.min(EYES.most, Math.max(EYES.least, size));
  const [width, height] = [WIDTH, HEIGHT].map((side) => 2 * Math.round((side * eyes) / 2)) as [number, number];
  const toPicture = uprightToPicture(points, size / eyes, { x: (width - 1) / 2, y: EYES_DOWN * eyes });
  const corners = [0, width].flatMap((x) => [0, height].map((y) => moved(toPicture, x, y)));
  const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  const box = fitBox({ x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y }, format);
  if (box === undefined) return undefined;
  const every = Math.max(1, Math.floor(size / eyes));
  const { a, b, c, d, e, f } = toPicture;
  const patch = cutter.cut({
    picture: rgbOfPicture({ picture, format, box, every }),
    toPicture: {
      ...{ a: a / every, b: b / every, c: (c - box.x) / every },
      ...{ d: d / every, e: e / every, f: (f - box.y) / every },
    },
    ...{ width, height, channels: 'rgb', scale: 1, offset: 0 },
  });
  const data = interleave(patch.data);
  patch.release();
  return { picture: { width, height, data }, points: movedAll(invertAffine(toPicture), points) };
}

function uprightToPicture(
  points: ArrayLike<number>,
  scale: number,
  eyes: { readonly x: number; readonly y: number },
): Affine {
  const { x, y, alongX, alongY } = faceAxes(points);
  const [a, d] = [scale * alongX, scale * alongY];
  return { a, b: -d, c: x - a * eyes.x + d * eyes.y, d, e: a, f: y - d * eyes.x - a * eyes.y };
}

const moved = ({ a, b, c, d, e, f }: Affine, x: number, y: number): readonly [number, number] => [
  a * x + b * y + c,
  d * x + e * y + f,
];

function movedAll(map: Affine, points: ArrayLike<number>): Float64Array {
  const result = new Float64Array(points.length);
  for (let at = 0; at < points.length; at += 2) result.set(moved(map, points[at] ?? 0, points[at + 1] ?? 0), at);
  return result;
}

function interleave(planes: Float32Array): Uint8Array {
  const area = planes.length / 3;
  const data = new Uint8Array(planes.length);
  for (let at = 0, to = 0; at < area; at++) {
    for (let from = at; from < planes.length; from += area) data[to++] = Math.round(planes[from] ?? 0);
  }
  return data;
}
