import type { FaceMesh } from '../../../pipeline/faces/face-mesh.js';
import type { Cropper } from './create-cropper.js';

/** Side of the thumbnail in pixels. */
const SIDE = 12;
const RIGHT_EYE = 33;
const LEFT_EYE = 263;
const NOSE_BASE = 2;
const CHIN = 152;
/** Side of the square cut out, in distances between the outer corners of the eyes. */
const SIDE_IN_EYES = 1;

/** A thumbnail of what lies between nose and chin, upright: the brightness of 12 × 12 pixels, 0…1. */
export function takeLowerFace(cropper: Cropper, { points }: FaceMesh): Float32Array {
  const x = (point: number): number => points[2 * point] ?? 0;
  const y = (point: number): number => points[2 * point + 1] ?? 0;
  const [acrossX, acrossY] = [x(LEFT_EYE) - x(RIGHT_EYE), y(LEFT_EYE) - y(RIGHT_EYE)];
  const region = {
    x: (x(NOSE_BASE) + x(CHIN)) / 2,
    y: (y(NOSE_BASE) + y(CHIN)) / 2,
    side: Math.hypot(acrossX, acrossY) * SIDE_IN_EYES,
    turn: Math.atan2(acrossY, acrossX),
  };
  const into = new Float32Array(SIDE * SIDE * 3);
  cropper.crop({ region, side: SIDE, scale: 1 / 255, offset: 0, outside: 0, into });
  const channel = (at: number, weight: number): number => (into[at] ?? 0) * weight;
  return Float32Array.from(
    { length: SIDE * SIDE },
    (_, at) => channel(3 * at, 0.3) + channel(3 * at + 1, 0.6) + channel(3 * at + 2, 0.1),
  );
}
