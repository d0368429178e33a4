import type { FaceMesh } from '../../../pipeline/faces/face-mesh.js';
import type { FaceRegion } from '../../../pipeline/faces/face-region.js';
import type { OnnxSession } from '../onnx/onnx-session.js';
import type { Cropper } from './create-cropper.js';

/** Finds the points of a face that is known to be about there. */
export interface LandmarkFinder {
  find(cropper: Cropper, region: FaceRegion): Promise<FaceMesh>;
}

const SIDE = 192;
const POINTS = 468;

/** The mesh numbers of the 80 refined points of the lips, in the order the model gives them. */
const LIPS = [
  ...[61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291, 185, 40, 39, 37, 0, 267, 269, 270, 409],
  ...[78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308, 191, 80, 81, 82, 13, 312, 311, 310, 415],
  ...[76, 77, 90, 180, 85, 16, 315, 404, 320, 307, 306, 184, 74, 73, 72, 11, 302, 303, 304, 408],
  ...[62, 96, 89, 179, 86, 15, 316, 403, 319, 325, 292, 183, 42, 41, 38, 12, 268, 271, 272, 407],
];

/**
 * The model counts from the middle of the first pixel: mirrored pictures give points 0.3 to 0.4 pixels of the cut-out
 * beside the mirrored points, over all groups of points.
 */
const PIXEL_MIDDLE = 0.5;
/**
 * Its lips lie too high: where mouths are closed, the line between the lips was found 1.0 to 1.9 pixels of the cut-out
 * below them in 13 pictures of three people, and less where they are open.
 */
const LIPS_TOO_HIGH = 0.6;

/** The model's answer for a clear face; half of it is a face it doubts. */
const SURE = 20;

/** Finds landmarks with the attention mesh, whose lips are refined by a branch of their own. */
export function createLandmarkFinder(session: OnnxSession): LandmarkFinder {
  const input = new Float32Array(SIDE * SIDE * 3);
  return {
    find: async (cropper, region) => {
      cropper.crop({ region, side: SIDE, scale: 1 / 255, offset: 0, outside: 0, into: input });
      const results = await session.run({ image: { type: 'float32', data: input, dims: [1, SIDE, SIDE, 3] } });
      const raw = Number(results['presence']?.data[0] ?? 0);
      const mesh = floats(results['mesh']?.data);
      return { ...place(mesh, floats(results['lips']?.data), region), presence: Math.max(0, Math.min(1, raw / SURE)) };
    },
  };
}

const floats = (data: unknown): Float32Array => (data instanceof Float32Array ? data : new Float32Array(0));

/** From the cut-out back to the picture. */
function place(mesh: Float32Array, lips: Float32Array, region: FaceRegion): Omit<FaceMesh, 'presence'> {
  const points = new Float32Array(2 * POINTS);
  const depths = new Float32Array(POINTS);
  const scale = region.side / SIDE;
  const [cos, sin] = [Math.cos(region.turn) * scale, Math.sin(region.turn) * scale];
  const put = (point: number, u: number, v: number): void => {
    const [across, down] = [u + PIXEL_MIDDLE - SIDE / 2, v + PIXEL_MIDDLE - SIDE / 2];
    points[2 * point] = region.x + cos * across - sin * down;
    points[2 * point + 1] = region.y + sin * across + cos * down;
  };
  for (let point = 0; point < POINTS; point++) {
    put(point, mesh[3 * point] ?? 0, mesh[3 * point + 1] ?? 0);
    depths[point] = (mesh[3 * point + 2] ?? 0) * scale;
  }
  for (const [at, point] of LIPS.entries()) put(point, lips[2 * at] ?? 0, (lips[2 * at + 1] ?? 0) + LIPS_TOO_HIGH);
  return { points, depths };
}
