import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';
import type { OnnxTensor } from '../onnx/onnx-tensor.js';

/** Float32 numbers in a shape. */
export type FloatTensor = Extract<OnnxTensor, { readonly type: 'float32' }>;

/** Wraps numbers, row-major, in a shape; zeros when there are none. */
export function floatTensor(dims: readonly number[], data?: Float32Array): FloatTensor {
  const length = dims.reduce((product, dim) => product * dim, 1);
  return { type: 'float32', data: data ?? new Float32Array(length), dims };
}

/** The named output of a run as float32. Fails with `engine-failed` when the graph has no such output. */
export function floatOutput(outputs: Readonly<Record<string, OnnxTensor>>, name: string): FloatTensor {
  const tensor = outputs[name];
  if (tensor?.type === 'float32') return tensor;
  throw new PipelineError('engine-failed', `The model has no float32 output "${name}".`);
}
