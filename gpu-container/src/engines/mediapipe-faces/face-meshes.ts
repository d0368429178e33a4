import { PipelineError } from '../../../../pipeline/errors/pipeline-error.js';
import { floatOutput, floatTensor } from '../../neural/float-tensor.js';
import { fromHalfFloats } from '../../neural/half-floats.js';
import type { ModelGraph } from '../../neural/open-model.js';
import type { OnnxTensor } from '../../onnx/onnx-tensor.js';
import type { LentPatch } from '../../vision/create-patch-cutter.js';

/** How many points a mesh has. */
export type FaceMeshKind = 468 | 478;

type Outputs = Readonly<Record<string, OnnxTensor>>;

interface FaceMeshGraph {
  readonly graph: ModelGraph;
  readonly input: string;
  /** Side of the patch in pixels. */
  readonly size: number;
  /** Bytes to the numbers the graph was trained on. */
  readonly range: { readonly scale: number; readonly offset: number };
  wrap(patch: LentPatch): OnnxTensor;
  /** Three values a point, in pixels of the patch, and how much it looks like a face. */
  read(outputs: Outputs): { readonly values: Float32Array; readonly faceLogit: number };
}

/** The two meshes and how their graphs differ. */
export const FACE_MESHES: Readonly<Record<FaceMeshKind, FaceMeshGraph>> = {
  468: {
    graph: { model: 'facemesh-468', file: 'face_landmark.onnx' },
    input: 'input_1',
    size: 192,
    range: { scale: 1 / 255, offset: 0 },
    wrap: ({ data }) => floatTensor([1, 3, 192, 192], data),
    read: (outputs) => ({
      values: floatOutput(outputs, 'conv2d_21').data,
      faceLogit: floatOutput(outputs, 'conv2d_31').data[0] ?? 0,
    }),
  },
  478: {
    graph: { model: 'facemesh-478', file: 'face_landmarks_detector.onnx' },
    input: 'input_12',
    size: 256,
    range: { scale: 1 / 255, offset: 0 },
    wrap: (patch) => ({ type: 'float16', data: patch.halves(), dims: [1, 3, 256, 256] }),
    read: (outputs) => ({
      values: halfOutput(outputs, 'Identity'),
      faceLogit: halfOutput(outputs, 'Identity_1')[0] ?? 0,
    }),
  },
};

function halfOutput(outputs: Outputs, name: string): Float32Array {
  const tensor = outputs[name];
  // Some builds of the runtime hand half-precision numbers out as the platform's own Float16Array.
  if (tensor?.type === 'float16') {
    return tensor.data instanceof Uint16Array ? fromHalfFloats(tensor.data) : Float32Array.from(tensor.data);
  }
  throw new PipelineError('engine-failed', `The model has no float16 output "${name}".`);
}
