import { readFile } from 'node:fs/promises';
import type { LocatedModel } from '../../models/located-model.js';
import { decodePng } from '../../vision/decode-png.js';

/** The mesh that stands between sound and picture: where its points are, what they are, how sound moves them. */
export interface WrapModel {
  /** Three coordinates a point: right, down, away; a mean face a thousand units wide. */
  readonly base: Float64Array;
  /** −1 border, 0 skin, 2 upper lip, 2.01 lower lip, 3 upper teeth, 4 lower teeth. */
  readonly kinds: Float64Array;
  /** Three points a triangle. */
  readonly triangles: Uint16Array;
  /** Which point of the 478 of the face mesh each of the first 209 is. */
  readonly landmarks: readonly number[];
  /** Six shapes of 209 points of three coordinates: how far a weight of one moves each point. */
  readonly shapes: readonly Float64Array[];
  /** 72 × 72 × 4 bytes in the order the network was trained with (blue, green, red, lips). */
  readonly teeth: Uint8Array;
}

const SHAPES = 6;
const TEETH = 'aux/teeth_ref/519.png';

/** Reads the parts of the model that are no graphs. */
export async function readWrapModel(model: LocatedModel): Promise<WrapModel> {
  const text = await readFile(model.file('aux/face_wrap_entity.obj'), 'utf8');
  const rows = (prefix: string): number[][] =>
    text
      .split('\n')
      .filter((line) => line.startsWith(prefix))
      .map((line) => line.slice(2).trim().split(/\s+/).map(Number.parseFloat));
  const points = rows('v ');
  const landmarks = JSON.parse(await readFile(model.file('aux/index_wrap.json'), 'utf8')) as number[]; // digest is checked
  const texture = decodePng(await readFile(model.file('aux/bs_texture_halfFace.png')));
  const shapes = Array.from({ length: SHAPES }, (_, shape) =>
    Float64Array.from({ length: landmarks.length * 3 }, (_unused, at) => {
      const place = (shape * texture.width + Math.floor(at / 3)) * texture.channels + (at % 3);
      return ((texture.data[place] ?? 0) / 255) * 2 - 1;
    }),
  );
  const teeth = decodePng(await readFile(model.file(TEETH)));
  return {
    base: Float64Array.from(points.flatMap((row) => row.slice(0, 3))),
    kinds: Float64Array.from(points, (row) => row[3] ?? 0),
    triangles: Uint16Array.from(rows('f ').flatMap((row) => row.map((index) => index - 1))),
    landmarks,
    shapes,
    teeth: swapRedAndBlue(teeth.data),
  };
}

function swapRedAndBlue(data: Uint8Array): Uint8Array {
  return data.map((byte, at) => (at % 4 === 0 ? (data[at + 2] ?? 0) : at % 4 === 2 ? (data[at - 2] ?? 0) : byte));
}
