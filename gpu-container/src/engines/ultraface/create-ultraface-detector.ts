import type { DetectedFace, FaceDetector, RgbPicture } from '../../../../pipeline/ports/face-detector.js';
import { floatOutput, floatTensor } from '../../neural/float-tensor.js';
import { keepModel } from '../../neural/keep-model.js';
import type { ModelGraph, NeuralDeps } from '../../neural/open-model.js';
import { createPatchCutter } from '../../vision/create-patch-cutter.js';
import { mapRectangle } from '../../vision/map-rectangle.js';
import { suppressOverlaps } from '../../vision/suppress-overlaps.js';

const WIDTH = 320;
const HEIGHT = 240;
const MIN_SCORE = 0.7;
const MAX_OVERLAP = 0.3;
const GRAPHS = {
  rfb: { model: 'ultraface-rfb-320', file: 'version-RFB-320.onnx' },
  slim: { model: 'ultraface-slim-320', file: 'version-slim-320.onnx' },
} as const satisfies Record<string, ModelGraph>;

/**
 * Ultra-Light-Fast-Generic-Face-Detector (Linzaer, 2019), boxes only: `rfb` finds more, `slim` is faster. The picture
 * is squeezed into 320 × 240 as its authors do. Fails with `engine-missing` without the weights.
 */
export function createUltrafaceDetector(deps: NeuralDeps, kind: keyof typeof GRAPHS = 'rfb'): FaceDetector {
  const cutter = createPatchCutter();
  const open = keepModel(deps, GRAPHS[kind]);
  return {
    detect: async (picture) => {
      const session = await open();
      const { width, height } = picture;
      const centre = { x: (width - 1) / 2, y: (height - 1) / 2 };
      const toPicture = mapRectangle({ centre, width, height, patchWidth: WIDTH, patchHeight: HEIGHT });
      const place = { picture, toPicture, width: WIDTH, height: HEIGHT };
      const patch = cutter.cut({ ...place, channels: 'rgb', scale: 1 / 128, offset: -127 / 128 });
      const input = floatTensor([1, 3, HEIGHT, WIDTH], patch.data);
      const outputs = await session.run({ input }).finally(patch.release);
      const read = (name: string): Float32Array => floatOutput(outputs, name).data;
      const faces = decodeBoxes({ scores: read('scores'), boxes: read('boxes'), picture });
      return suppressOverlaps({ faces, maxOverlap: MAX_OVERLAP });
    },
  };
}

interface DecodeBoxesParams {
  /** Two per box: background, face. */
  readonly scores: Float32Array;
  /** Corners as shares of the picture. */
  readonly boxes: Float32Array;
  readonly picture: RgbPicture;
}

function decodeBoxes({ scores, boxes, picture }: DecodeBoxesParams): DetectedFace[] {
  const faces: DetectedFace[] = [];
  for (let index = 0; index * 2 < scores.length; index++) {
    const score = scores[index * 2 + 1] ?? 0;
    if (score <= MIN_SCORE) continue;
    const at = (corner: number): number => boxes[index * 4 + corner] ?? 0;
    const box = {
      left: at(0) * picture.width,
      top: at(1) * picture.height,
      width: (at(2) - at(0)) * picture.width,
      height: (at(3) - at(1)) * picture.height,
    };
    faces.push({ box, score });
  }
  return faces;
}
