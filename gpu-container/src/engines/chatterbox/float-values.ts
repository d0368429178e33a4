import { PipelineError } from '../../../../pipeline/errors/pipeline-error.js';
import { fromHalfFloats } from '../../neural/half-floats.js';
import type { OnnxTensor } from '../../onnx/onnx-tensor.js';

/** The numbers of a tensor of floats, whole or halved. Fails with `engine-failed` for anything else. */
export function floatValues(tensor: OnnxTensor | undefined, name: string): Float32Array {
  if (tensor?.type === 'float32') return tensor.data;
  if (tensor?.type === 'float16') return fromHalfFloats(tensor.data);
  throw new PipelineError('engine-failed', `The model gives no ${name}.`);
}
