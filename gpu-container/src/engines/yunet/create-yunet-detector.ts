import type { DetectedFace, FaceDetector, PicturePoint, RgbPicture } from '../../../../pipeline/ports/face-detector.js';
import { floatOutput, floatTensor } from '../../neural/float-tensor.js';
import { keepModel } from '../../neural/keep-model.js';
import type { NeuralDeps } from '../../neural/open-model.js';
import type { OnnxSession } from '../../onnx/onnx-session.js';
import { createPatchCutter, type PatchCutter } from '../../vision/create-patch-cutter.js';
import { suppressOverlaps } from '../../vision/suppress-overlaps.js';

export interface YunetSettings {
  /** Pictures are shrunk until no side is longer, in pixels; smaller is faster and loses small faces. */
  readonly longestSide: number;
  readonly minScore: number;
}

const DEFAULT_SETTINGS: YunetSettings = { longestSide: 640, minScore: 0.6 };
const STRIDES = [8, 16, 32] as const;
const SIDE_MULTIPLE = 32;
const MAX_OVERLAP = 0.3;

/**
 * YuNet (Wu, Peng & Yu, 2023), anchor-free faces of 10 pixels and more with five points; read as OpenCV's
 * FaceDetectorYN reads it. Fails with `engine-missing` without its weights.
 */
export function createYunetDetector(deps: NeuralDeps, settings: YunetSettings = DEFAULT_SETTINGS): FaceDetector {
  const cutter = createPatchCutter();
  const open = keepModel(deps, { model: 'yunet-2023-dynamic', file: 'yunet_n_dynamic.onnx' });
  return {
    detect: async (picture) => detectFaces({ session: await open(), cutter, settings }, picture),
  };
}

interface Yunet {
  readonly session: OnnxSession;
  readonly cutter: PatchCutter;
  readonly settings: YunetSettings;
}

async function detectFaces({ session, cutter, settings }: Yunet, picture: RgbPicture) {
  const shrink = Math.min(1, settings.longestSide / Math.max(picture.width, picture.height));
  const wide = Math.round(picture.width * shrink);
  const high = Math.round(picture.height * shrink);
  const width = Math.ceil(wide / SIDE_MULTIPLE) * SIDE_MULTIPLE;
  const height = Math.ceil(high / SIDE_MULTIPLE) * SIDE_MULTIPLE;
  const perX = picture.width / wide;
  const perY = picture.height / high;
  const toPicture = { a: perX, b: 0, c: perX / 2 - 0.5, d: 0, e: perY, f: perY / 2 - 0.5 };
  const patch = cutter.cut({ picture, toPicture, width, height, channels: 'bgr', scale: 1, offset: 0 });
  const outputs = await session.run({ input: floatTensor([1, 3, height, width], patch.data) }).finally(patch.release);
  const faces = STRIDES.flatMap((stride) => {
    const read = (name: string): Float32Array => floatOutput(outputs, `${name}_${stride}`).data;
    const grid = { stride, columns: width / stride, minScore: settings.minScore };
    return decodeGrid(grid, { cls: read('cls'), obj: read('obj'), bbox: read('bbox'), kps: read('kps') });
  });
  return suppressOverlaps({ faces, maxOverlap: MAX_OVERLAP }).map((face) => scaleFace(face, perX, perY));
}

interface Grid {
  readonly stride: number;
  readonly columns: number;
  readonly minScore: number;
}

interface GridOutputs {
  readonly cls: Float32Array;
  readonly obj: Float32Array;
  readonly bbox: Float32Array;
  readonly kps: Float32Array;
}

function decodeGrid({ stride, columns, minScore }: Grid, { cls, obj, bbox, kps }: GridOutputs): DetectedFace[] {
  const faces: DetectedFace[] = [];
  const least = minScore * minScore;
  for (let cell = 0; cell < cls.length; cell++) {
    // both are answers of a logistic function: almost every cell is left here
    const product = (cls[cell] ?? 0) * (obj[cell] ?? 0);
    if (product < least) continue;
    const score = Math.sqrt(Math.min(1, product));
    const column = cell % columns;
    const row = Math.floor(cell / columns);
    const at = (index: number): number => bbox[cell * 4 + index] ?? 0;
    const width = Math.exp(at(2)) * stride;
    const height = Math.exp(at(3)) * stride;
    const box = {
      left: (column + at(0)) * stride - width / 2,
      top: (row + at(1)) * stride - height / 2,
      width,
      height,
    };
    const point = (index: number): PicturePoint => ({
      x: ((kps[cell * 10 + 2 * index] ?? 0) + column) * stride,
      y: ((kps[cell * 10 + 2 * index + 1] ?? 0) + row) * stride,
    });
    const points = {
      rightEye: point(0),
      leftEye: point(1),
      nose: point(2),
      mouthRight: point(3),
      mouthLeft: point(4),
    };
    faces.push({ box, score, points });
  }
  return faces;
}

function scaleFace({ box, score, points }: DetectedFace, perX: number, perY: number): DetectedFace {
  const scaled = {
    left: box.left * perX,
    top: box.top * perY,
    width: box.width * perX,
    height: box.height * perY,
  };
  if (points === undefined) return { box: scaled, score };
  const point = ({ x, y }: PicturePoint): PicturePoint => ({ x: x * perX, y: y * perY });
  return {
    box: scaled,
    score,
    points: {
      rightEye: point(points.rightEye),
      leftEye: point(points.leftEye),
      nose: point(points.nose),
      mouthRight: point(points.mouthRight),
      mouthLeft: point(points.mouthLeft),
    },
  };
}
