import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';
import { fromHalfFloats } from '../neural/half-floats.js';
import type { OnnxTensor } from './onnx-tensor.js';

/**
 * The logits of each row behind one place of the input, the last one when none is named. They may be changed: nothing
 * else reads them.
 */
export function lastLogits(tensor: OnnxTensor | undefined, place?: number): readonly Float32Array[] {
  const [rows = 0, length = 0, words = 0] = tensor?.dims ?? [];
  if (tensor?.type !== 'float32' && tensor?.type !== 'float16')
    throw new PipelineError('engine-failed', 'The decoder gives no logits.');
  return Array.from({ length: rows }, (_, row) => {
    const from = (row * length + (place ?? length - 1)) * words;
    return tensor.type === 'float32'
      ? tensor.data.subarray(from, from + words)
      : fromHalfFloats(tensor.data.subarray(from, from + words));
  });
}
