import type { FaceBox } from '../../../../pipeline/ports/face-detector.js';
import type { FaceLandmarker } from '../../../../pipeline/ports/face-landmarker.js';
import { floatOutput, floatTensor } from '../../neural/float-tensor.js';
import { keepModel } from '../../neural/keep-model.js';
import type { NeuralDeps } from '../../neural/open-model.js';
import { mapPoint } from '../../vision/affine-map.js';
import { createPatchCutter } from '../../vision/create-patch-cutter.js';
import { mapRectangle } from '../../vision/map-rectangle.js';

const POINTS = 68;
const KINDS = {
  pfld: {
    graph: { model: 'pfld-68', file: 'landmarks_68_pfld.onnx' },
    input: 'input',
    output: 'output',
    size: 112,
    scale: 1 / 255,
    offset: 0,
  },
  peppa: {
    graph: { model: 'peppa-slim-68', file: 'slim_160_latest.onnx' },
    input: 'input1',
    output: 'output1',
    size: 160,
    scale: 1 / 127,
    offset: -1,
  },
} as const;
/** How much larger than the face's box the patch is. */
const MARGIN = 1.1;

/** 68 points (iBUG 300-W) of an upright face: `pfld` is surer, `peppa` faster. Fails with `engine-missing`. */
export function createFacePoints(deps: NeuralDeps, kind: keyof typeof KINDS = 'pfld'): FaceLandmarker {
  const cutter = createPatchCutter();
  const { graph, input: inputName, output, size, scale, offset } = KINDS[kind];
  const open = keepModel(deps, graph);
  return {
    pointCount: POINTS,
    locate: async ({ picture, face }) => {
      const session = await open();
      const toPicture = mapRectangle({ ...uprightSquare(face.box), patchWidth: size, patchHeight: size });
      const patch = cutter.cut({ picture, toPicture, width: size, height: size, channels: 'rgb', scale, offset });
      const feeds = { [inputName]: floatTensor([1, 3, size, size], patch.data) };
      const outputs = await session.run(feeds).finally(patch.release);
      const values = floatOutput(outputs, output).data;
      const points = Array.from({ length: POINTS }, (_, index) =>
        mapPoint(toPicture, {
          x: (values[2 * index] ?? 0) * size - 0.5,
          y: (values[2 * index + 1] ?? 0) * size - 0.5,
        }),
      );
      return { points };
    },
  };
}

function uprightSquare({ left, top, width, height }: FaceBox) {
  const side = Math.max(width, height) * MARGIN;
  return { centre: { x: left + width / 2, y: top + height / 2 }, width: side, height: side };
}
