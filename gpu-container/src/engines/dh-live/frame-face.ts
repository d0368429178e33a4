import type { FaceBox, PicturePoint } from '../../../../pipeline/ports/face-detector.js';
import type { SilentFrame } from '../../../../pipeline/ports/mouth-generator.js';
import type { PatchCutter } from '../../vision/create-patch-cutter.js';
import { mapRectangle } from '../../vision/map-rectangle.js';

/** Side of what the network sees, in pixels. */
export const FACE_SIZE = 128;

/** The lower face of a frame, as the network wants it. */
export interface FramedFace {
  readonly box: FaceBox;
  /** Red, green, blue planes 0…1. */
  readonly planes: Float32Array;
  /** The 478 points in pixels of the planes, from their edge. */
  readonly points: readonly PicturePoint[];
  readonly timeMs: number;
}

const LIPS_OUTER = [61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291, 409, 270, 269, 267, 0, 37, 39, 40, 185];
const JAW = [361, 288, 397, 365, 379, 378, 400, 377, 152, 148, 176, 149, 150, 136, 172, 58, 132];
/** Half the side as a share of the jaw's longer side, and how it is shared above and below the mouth. */
const HALF_SHARE = 0.46;
const ABOVE = 0.89;
const BELOW = 1.11;

/** Cuts the square around the mouth out of a frame, as the published program does. */
export function frameFace(cutter: PatchCutter, { picture, points, timeMs }: SilentFrame): FramedFace {
  const of = (indices: readonly number[], axis: 'x' | 'y') => indices.map((index) => points[index]?.[axis] ?? 0);
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const extent = (values: readonly number[]) => Math.max(...values) - Math.min(...values);
  const half = Math.max(extent(of(JAW, 'x')), extent(of(JAW, 'y'))) * HALF_SHARE;
  const side = 2 * half;
  const left = mean(of(LIPS_OUTER, 'x')) - half;
  const top = mean(of(LIPS_OUTER, 'y')) - half * ABOVE;
  const box = { left, top, width: side, height: half * (ABOVE + BELOW) };
  const centre = { x: left + (side - 1) / 2, y: top + (side - 1) / 2 };
  const toPicture = mapRectangle({ centre, width: side, height: side, patchWidth: FACE_SIZE, patchHeight: FACE_SIZE });
  const patch = { picture, toPicture, width: FACE_SIZE, height: FACE_SIZE };
  return {
    box,
    planes: cutter.copy({ ...patch, channels: 'rgb', scale: 1 / 255, offset: 0 }),
    points: points.map(({ x, y }) => ({ x: ((x - left) * FACE_SIZE) / side, y: ((y - top) * FACE_SIZE) / side })),
    timeMs,
  };
}
