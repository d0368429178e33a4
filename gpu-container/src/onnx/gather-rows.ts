import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';
import type { OnnxTensor } from './onnx-tensor.js';

/** The named rows (of the first dimension), in that order, as a tensor of its own. Rows may be repeated and left out. */
export function gatherRows(tensor: OnnxTensor, rows: readonly number[]): OnnxTensor {
  const size = tensor.data.length / (tensor.dims[0] ?? 1);
  const dims = [rows.length, ...tensor.dims.slice(1)];
  const copy = (each: (from: number, to: number, at: number) => void): void => {
    for (const [at, row] of rows.entries()) each(row * size, (row + 1) * size, at * size);
  };
  if (tensor.type === 'float32') {
    const data = new Float32Array(rows.length * size);
    copy((from, to, at) => data.set(tensor.data.subarray(from, to), at));
    return { type: 'float32', data, dims };
  }
  if (tensor.type === 'float16') {
    const data = new Uint16Array(rows.length * size);
    copy((from, to, at) => data.set(tensor.data.subarray(from, to), at));
    return { type: 'float16', data, dims };
  }
  if (tensor.type === 'int64') {
    const data = new BigInt64Array(rows.length * size);
    copy((from, to, at) => data.set(tensor.data.subarray(from, to), at));
    return { type: 'int64', data, dims };
  }
  throw new PipelineError('internal', `Rows of ${tensor.type} are never gathered.`);
}
