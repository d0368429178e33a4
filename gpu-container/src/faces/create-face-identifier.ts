import type { FaceMesh } from '../../../pipeline/faces/face-mesh.js';
import type { OnnxSession } from '../onnx/onnx-session.js';
import type { Cropper } from './create-cropper.js';

/** Says what tells one person's face from another's. */
export interface FaceIdentifier {
  /** A unit vector; the nearer two of them, the likelier they are of one person. */
  identify(cropper: Cropper, mesh: FaceMesh): Promise<Float32Array>;
}

const SIDE = 224;
/** Of the cut-out, in distances between the eyes: how large it is, and how far below the eyes its middle lies. */
const SIDE_IN_EYES = 4;
const BELOW_EYES = 0.5;
const RIGHT_EYE = [33, 133] as const;
const LEFT_EYE = [263, 362] as const;

/** Identifies faces upright to their eyes. The model takes bytes as they are, blue first. */
export function createFaceIdentifier(session: OnnxSession): FaceIdentifier {
  const input = new Float32Array(SIDE * SIDE * 3);
  return {
    identify: async (cropper, mesh) => {
      cropper.crop({ region: regionOf(mesh), side: SIDE, scale: 1, offset: 0, outside: 0, into: input });
      for (let at = 0; at < input.length; at += 3) {
        const red = input[at] ?? 0;
        input[at] = input[at + 2] ?? 0;
        input[at + 2] = red;
      }
      const results = await session.run({ image: { type: 'float32', data: input, dims: [1, SIDE, SIDE, 3] } });
      const vector = Float32Array.from(results['identity']?.data ?? [], Number);
      const length = Math.hypot(...vector) || 1;
      return vector.map((value) => value / length);
    },
  };
}

function regionOf({ points }: FaceMesh) {
  const middle = ([a, b]: readonly [number, number], axis: 0 | 1): number =>
    ((points[2 * a + axis] ?? 0) + (points[2 * b + axis] ?? 0)) / 2;
  const [rightX, rightY] = [middle(RIGHT_EYE, 0), middle(RIGHT_EYE, 1)];
  const [leftX, leftY] = [middle(LEFT_EYE, 0), middle(LEFT_EYE, 1)];
  const [acrossX, acrossY] = [leftX - rightX, leftY - rightY];
  return {
    x: (rightX + leftX) / 2 - acrossY * BELOW_EYES,
    y: (rightY + leftY) / 2 + acrossX * BELOW_EYES,
    side: Math.hypot(acrossX, acrossY) * SIDE_IN_EYES,
    turn: Math.atan2(acrossY, acrossX),
  };
}
