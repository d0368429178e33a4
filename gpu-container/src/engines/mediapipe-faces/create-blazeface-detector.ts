import type { DetectedFace, FaceDetector, PicturePoint } from '../../../../pipeline/ports/face-detector.js';
import { floatOutput, floatTensor } from '../../neural/float-tensor.js';
import { keepModel } from '../../neural/keep-model.js';
import type { NeuralDeps } from '../../neural/open-model.js';
import { type AffineMap, mapPoint } from '../../vision/affine-map.js';
import { blendOverlaps } from '../../vision/blend-overlaps.js';
import { createPatchCutter } from '../../vision/create-patch-cutter.js';
import { mapRectangle } from '../../vision/map-rectangle.js';

/** One layer of anchors: cells a side, anchors in each. */
type AnchorLayer = readonly [cells: number, perCell: number];

const KINDS = {
  'short-range': {
    graph: { model: 'blazeface-short-range', file: 'face_detection_short_range.onnx' },
    size: 128,
    layers: [
      [16, 2],
      [8, 6],
    ] as readonly AnchorLayer[],
    outputs: { boxes: 'regressors', scores: 'classificators' },
    minScore: 0.5,
  },
  'full-range': {
    graph: { model: 'blazeface-full-range', file: 'face_detection_full_range.onnx' },
    size: 192,
    layers: [[48, 1]] as readonly AnchorLayer[],
    outputs: { boxes: 'reshaped_regressor_face_4', scores: 'reshaped_classifier_face_4' },
    minScore: 0.6,
  },
} as const;

const MAX_OVERLAP = 0.3;
/** Box, then right eye, left eye, nose, mouth, right ear, left ear. */
const VALUES = 16;

/**
 * MediaPipe face detection (BlazeFace, 2019), letterboxed: `short-range` for faces within 2 m of the camera,
 * `full-range` within 5 m. Fails with `engine-missing` without the weights.
 */
export function createBlazefaceDetector(deps: NeuralDeps, kind: keyof typeof KINDS = 'full-range'): FaceDetector {
  const { graph, size, layers, outputs: names, minScore } = KINDS[kind];
  const anchors = layers.flatMap(layAnchors);
  const cutter = createPatchCutter();
  const open = keepModel(deps, graph);
  return {
    detect: async (picture) => {
      const session = await open();
      const side = Math.max(picture.width, picture.height);
      const centre = { x: (picture.width - 1) / 2, y: (picture.height - 1) / 2 };
      const toPicture = mapRectangle({ centre, width: side, height: side, patchWidth: size, patchHeight: size });
      const square = { picture, toPicture, width: size, height: size };
      const patch = cutter.cut({ ...square, channels: 'rgb', scale: 2 / 255, offset: -1 });
      const input = floatTensor([1, 3, size, size], patch.data);
      const outputs = await session.run({ input }).finally(patch.release);
      const read = (name: string): Float32Array => floatOutput(outputs, name).data;
      const decoding = { boxes: read(names.boxes), scores: read(names.scores), anchors, size, minScore, toPicture };
      return blendOverlaps({ faces: decodeAnchors(decoding), maxOverlap: MAX_OVERLAP });
    },
  };
}

function layAnchors([cells, perCell]: AnchorLayer): PicturePoint[] {
  return Array.from({ length: cells * cells * perCell }, (_, index) => {
    const cell = Math.floor(index / perCell);
    return { x: ((cell % cells) + 0.5) / cells, y: (Math.floor(cell / cells) + 0.5) / cells };
  });
}

interface DecodeAnchorsParams {
  readonly boxes: Float32Array;
  /** Before the logistic function. */
  readonly scores: Float32Array;
  /** Shares of the patch. */
  readonly anchors: readonly PicturePoint[];
  readonly size: number;
  readonly minScore: number;
  readonly toPicture: AffineMap;
}

function decodeAnchors({ boxes, scores, anchors, size, minScore, toPicture }: DecodeAnchorsParams): DetectedFace[] {
  const faces: DetectedFace[] = [];
  const least = Math.log(minScore / (1 - minScore));
  for (const [index, logit] of scores.entries()) {
    const anchor = anchors[index];
    if (logit < least || anchor === undefined) continue;
    const at = (value: number): number => boxes[index * VALUES + value] ?? 0;
    // Places in the patch count from its edge, pixels from the middle of the first one.
    const place = (value: number): PicturePoint =>
      mapPoint(toPicture, { x: at(value) + anchor.x * size - 0.5, y: at(value + 1) + anchor.y * size - 0.5 });
    const centre = place(0);
    const width = at(2) * toPicture.a;
    const height = at(3) * toPicture.e;
    const box = { left: centre.x - width / 2, top: centre.y - height / 2, width, height };
    const mouth = place(10);
    const points = { rightEye: place(4), leftEye: place(6), nose: place(8), mouthRight: mouth, mouthLeft: mouth };
    faces.push({ box, score: 1 / (1 + Math.exp(-logit)), points });
  }
  return faces;
}
