import type { FaceRegion } from '../../../pipeline/faces/face-region.js';
import type { OnnxSession } from '../onnx/onnx-session.js';
import type { Cropper } from './create-cropper.js';
import type { FaceDetection } from './face-detection.js';
import { keepStrongest } from './keep-strongest.js';

/** Finds every face in a picture, of any size and in any number. */
export interface FaceDetector {
  /** Strongest first; those below `minScore` are left out. */
  detect(cropper: Cropper, minScore: number): Promise<readonly FaceDetection[]>;
}

const SIDE = 256;
const POINTS = 6;
const VALUES = 4 + 2 * POINTS;

/** The two grids the model answers on: cells across, answers per cell, and the names of its results. */
const GRIDS = [
  { cells: 16, perCell: 2, scores: 'near-scores', boxes: 'near-boxes' },
  { cells: 8, perCell: 6, scores: 'far-scores', boxes: 'far-boxes' },
] as const;

/** Looks at the whole picture, and at squares of its shorter side, in which small faces are larger. */
export function createFaceDetector(session: OnnxSession): FaceDetector {
  const input = new Float32Array(SIDE * SIDE * 3);
  return {
    detect: async (cropper, minScore) => {
      const found: FaceDetection[] = [];
      for (const region of lookAt(cropper.picture)) {
        cropper.crop({ region, side: SIDE, scale: 1 / 127.5, offset: -1, outside: -1, into: input });
        const results = await session.run({ image: { type: 'float32', data: input, dims: [1, SIDE, SIDE, 3] } });
        for (const { cells, perCell, scores, boxes } of GRIDS) {
          const grid = { cells, perCell, region, minScore };
          found.push(...readGrid(grid, floats(results[scores]?.data), floats(results[boxes]?.data)));
        }
      }
      return keepStrongest(found);
    },
  };
}

const floats = (data: unknown): Float32Array => (data instanceof Float32Array ? data : new Float32Array(0));

/** How much neighbouring squares share, so that a face on the border of one is whole in the other. */
const OVERLAP = 0.25;

function lookAt({ width, height }: Readonly<{ width: number; height: number }>): readonly FaceRegion[] {
  const [long, short] = [Math.max(width, height), Math.min(width, height)];
  const whole = { x: width / 2, y: height / 2, side: long, turn: 0 };
  const count = Math.ceil((long - short * OVERLAP) / (short * (1 - OVERLAP)));
  if (count < 2) return [whole];
  const squares = Array.from({ length: count }, (_, index) => {
    const along = short / 2 + ((long - short) * index) / (count - 1);
    const [x, y] = width > height ? [along, short / 2] : [short / 2, along];
    return { x, y, side: short, turn: 0 };
  });
  return [whole, ...squares];
}

interface Grid {
  readonly cells: number;
  readonly perCell: number;
  readonly region: FaceRegion;
  readonly minScore: number;
}

function readGrid({ cells, perCell, region, minScore }: Grid, scores: Float32Array, boxes: Float32Array) {
  const found: FaceDetection[] = [];
  const scale = region.side / SIDE;
  const [left, top] = [region.x - region.side / 2, region.y - region.side / 2];
  scores.forEach((raw, index) => {
    const score = 1 / (1 + Math.exp(-raw));
    if (score < minScore) return;
    const cell = Math.floor(index / perCell);
    const anchorX = (((cell % cells) + 0.5) / cells) * SIDE;
    const anchorY = ((Math.floor(cell / cells) + 0.5) / cells) * SIDE;
    const value = (at: number): number => boxes[index * VALUES + at] ?? 0;
    const x = (offset: number): number => left + (anchorX + offset) * scale;
    const y = (offset: number): number => top + (anchorY + offset) * scale;
    const points = Array.from({ length: 2 * POINTS }, (_, at) => (at % 2 === 0 ? x : y)(value(4 + at)));
    found.push({ score, x: x(value(0)), y: y(value(1)), width: value(2) * scale, height: value(3) * scale, points });
  });
  return found;
}
