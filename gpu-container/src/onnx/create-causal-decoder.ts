import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';
import type { CachedDecoder, DecoderShape } from './create-cached-decoder.js';
import { gatherRows } from './gather-rows.js';
import type { OnnxSession } from './onnx-session.js';
import type { OnnxTensor } from './onnx-tensor.js';

export interface CausalDecoderParams {
  /** A language model with its cache, as Optimum and transformers.js export them. */
  readonly decoder: OnnxSession;
  /** `heads` are those of keys and values. */
  readonly shape: DecoderShape;
  readonly rows: number;
}

const PARTS = ['key', 'value'] as const;

/**
 * Keeps the caches of a language model from step to step. All rows are of one length: the exports' grouped attention
 * counts places from the first and knows no padding on the left.
 */
export function createCausalDecoder({ decoder, shape, rows: first }: CausalDecoderParams): CachedDecoder {
  const names = Array.from({ length: shape.layers }, (_, layer) => PARTS.map((part) => `${layer}.${part}`)).flat();
  let cache: Readonly<Record<string, OnnxTensor>> = Object.fromEntries(
    names.map((name) => [name, emptyCache(decoder.inputTypes[`past_key_values.${name}`], first, shape)]),
  );
  let past = 0;
  return {
    step: async (input) => {
      const length = input[0]?.length ?? 0;
      const outputs = await decoder.run({
        ...feedsOf(decoder, input, past),
        ...Object.fromEntries(Object.entries(cache).map(([name, tensor]) => [`past_key_values.${name}`, tensor])),
      });
      cache = Object.fromEntries(names.map((name) => [name, presentOf(outputs, name)]));
      past += length;
      return outputs;
    },
    reorder: (rows) => {
      const count = cache[names[0] ?? '']?.dims[0] ?? 0;
      if (rows.length === count && rows.every((row, at) => row === at)) return;
      cache = Object.fromEntries(Object.entries(cache).map(([name, tensor]) => [name, gatherRows(tensor, rows)]));
    },
  };
}

function emptyCache(type: string | undefined, rows: number, { heads, headSize }: DecoderShape): OnnxTensor {
  const dims = [rows, heads, 0, headSize];
  return type === 'float16'
    ? { type: 'float16', data: new Uint16Array(0), dims }
    : { type: 'float32', data: new Float32Array(0), dims };
}

function presentOf(outputs: Readonly<Record<string, OnnxTensor>>, name: string): OnnxTensor {
  const tensor = outputs[`present.${name}`];
  if (tensor !== undefined) return tensor;
  throw new PipelineError('engine-failed', `The model gives no present.${name}.`);
}

function feedsOf(
  { inputNames }: OnnxSession,
  input: ReadonlyArray<readonly number[]>,
  past: number,
): Readonly<Record<string, OnnxTensor>> {
  const rows = input.length;
  const length = input[0]?.length ?? 0;
  const integers = (values: readonly number[], width: number): OnnxTensor => ({
    type: 'int64',
    data: BigInt64Array.from(values, BigInt),
    dims: [rows, width],
  });
  const places = Array.from({ length: rows * length }, (_, at) => past + (at % length));
  return {
    input_ids: integers(input.flat(), length),
    attention_mask: integers(new Array<number>(rows * (past + length)).fill(1), past + length),
    ...(inputNames.includes('position_ids') ? { position_ids: integers(places, length) } : {}),
  };
}
