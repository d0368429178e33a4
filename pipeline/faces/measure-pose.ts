import type { FaceMesh } from './face-mesh.js';

/** How a head is turned, in degrees. */
export interface HeadPose {
  /** To the person's own left where positive. */
  readonly yaw: number;
  /** Up where positive. */
  readonly pitch: number;
  /** Clockwise in the picture where positive. */
  readonly roll: number;
}

type Vector = readonly [x: number, y: number, z: number];

const TEMPLES = [234, 454] as const;
const FOREHEAD = 10;
/** The angles of the jaw: unlike the chin they do not follow the mouth when it opens. */
const JAW_ANGLES = [172, 397] as const;
const DEGREES = 180 / Math.PI;

const minus = (a: Vector, b: Vector): Vector => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
const cross = (a: Vector, b: Vector): Vector => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];

function unit(vector: Vector): Vector {
  const length = Math.hypot(...vector) || 1;
  return [vector[0] / length, vector[1] / length, vector[2] / length];
}

/** The pose of a face, from its points and their depths. Depths are a model's guess: good to some 5 degrees. */
export function measurePose({ points, depths }: FaceMesh): HeadPose {
  const at = (point: number): Vector => [points[2 * point] ?? 0, points[2 * point + 1] ?? 0, depths[point] ?? 0];
  const [jawRight, jawLeft] = [at(JAW_ANGLES[0]), at(JAW_ANGLES[1])];
  const jaw: Vector = [(jawRight[0] + jawLeft[0]) / 2, (jawRight[1] + jawLeft[1]) / 2, (jawRight[2] + jawLeft[2]) / 2];
  const across = unit(minus(at(TEMPLES[1]), at(TEMPLES[0])));
  const forward = unit(cross(across, minus(jaw, at(FOREHEAD))));
  const down = cross(forward, across);
  return {
    yaw: Math.atan2(across[2], Math.hypot(across[0], across[1])) * DEGREES,
    pitch: Math.atan2(-down[2], Math.hypot(down[0], down[1])) * DEGREES,
    roll: Math.atan2(across[1], across[0]) * DEGREES,
  };
}
