import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';
import { fromHalfFloats, toHalfFloats } from '../neural/half-floats.js';
import { gatherRows } from './gather-rows.js';
import type { OnnxSession } from './onnx-session.js';
import type { OnnxTensor } from './onnx-tensor.js';

/** The size of a decoder, from its config.json. */
export interface DecoderShape {
  readonly layers: number;
  readonly heads: number;
  readonly headSize: number;
}

export interface CachedDecoderParams {
  /** A merged decoder with its cache, as Optimum exports them. */
  readonly decoder: OnnxSession;
  readonly shape: DecoderShape;
  /** What the encoder made: [row, frames, width]. */
  readonly encoded: OnnxTensor;
  /** [row, frames], 1 where there is input; for decoders that ask for it. */
  readonly encoderMask?: OnnxTensor | undefined;
}

/** A decoder with the memory of what it was fed. */
export interface CachedDecoder {
  /** Feeds tokens, the same number to each row; gives what the graph gives out. Fails with `engine-failed`. */
  step(input: ReadonlyArray<readonly number[]>): Promise<Readonly<Record<string, OnnxTensor>>>;
  /** From now on row `i` goes on from what row `rows[i]` was so far; rows may be repeated and left out. */
  reorder(rows: readonly number[]): void;
}

const SIDES = ['decoder', 'encoder'] as const;
const PARTS = ['key', 'value'] as const;

/** Keeps the caches of a decoder from step to step. The encoder's half is made in the first step and kept. */
export function createCachedDecoder({ decoder, shape, ...given }: CachedDecoderParams): CachedDecoder {
  const names = [...cacheNames(shape)];
  let cache = emptyCache(decoder, shape, given.encoded.dims[0] ?? 0);
  let encoded = matchType(given.encoded, decoder.inputTypes['encoder_hidden_states']);
  let mask = given.encoderMask;
  /** Which row of the input each row goes back to. */
  let origins = Array.from({ length: given.encoded.dims[0] ?? 0 }, (_, row) => row);
  let isFirst = true;
  return {
    step: async (input) => {
      const outputs = await decoder.run(feedsOf({ decoder, cache, encoded, mask, input, isFirst }));
      const next: Record<string, OnnxTensor> = {};
      for (const { name, side } of names) {
        // later steps give the encoder's half out empty
        const tensor = side === 'encoder' && !isFirst ? cache[name] : outputs[`present.${name}`];
        if (tensor === undefined) throw new PipelineError('engine-failed', `The decoder gives no present.${name}.`);
        next[name] = tensor;
      }
      cache = next;
      isFirst = false;
      return outputs;
    },
    reorder: (rows) => {
      if (rows.length === origins.length && rows.every((row, at) => row === at)) return;
      const next = rows.map((row) => origins[row] ?? 0);
      const isSameInput = next.length === origins.length && next.every((origin, at) => origin === origins[at]);
      const gathered: Record<string, OnnxTensor> = {};
      for (const { name, side } of names) {
        const tensor = cache[name];
        if (tensor !== undefined)
          gathered[name] = side === 'encoder' && isSameInput ? tensor : gatherRows(tensor, rows);
      }
      cache = gathered;
      if (!isSameInput) {
        encoded = gatherRows(encoded, rows);
        mask = mask === undefined ? undefined : gatherRows(mask, rows);
      }
      origins = next;
    },
  };
}

function* cacheNames({ layers }: DecoderShape): Generator<{ readonly name: string; readonly side: string }> {
  for (let layer = 0; layer < layers; layer++)
    for (const side of SIDES) for (const part of PARTS) yield { name: `${layer}.${side}.${part}`, side };
}

type Cache = Readonly<Record<string, OnnxTensor>>;

function emptyCache(decoder: OnnxSession, shape: DecoderShape, rows: number): Cache {
  const dims = [rows, shape.heads, 0, shape.headSize];
  const cache: Record<string, OnnxTensor> = {};
  for (const { name } of cacheNames(shape)) {
    const isHalf = decoder.inputTypes[`past_key_values.${name}`] === 'float16';
    cache[name] = isHalf
      ? { type: 'float16', data: new Uint16Array(0), dims }
      : { type: 'float32', data: new Float32Array(0), dims };
  }
  return cache;
}

interface FeedsParams {
  readonly decoder: OnnxSession;
  readonly cache: Cache;
  readonly encoded: OnnxTensor;
  readonly mask: OnnxTensor | undefined;
  readonly input: ReadonlyArray<readonly number[]>;
  readonly isFirst: boolean;
}

function feedsOf({ decoder, cache, encoded, mask, input, isFirst }: FeedsParams): Cache {
  const length = input[0]?.length ?? 0;
  const all: Record<string, OnnxTensor> = {
    input_ids: { type: 'int64', data: BigInt64Array.from(input.flat(), BigInt), dims: [input.length, length] },
    encoder_hidden_states: encoded,
    use_cache_branch: { type: 'bool', data: Uint8Array.of(isFirst ? 0 : 1), dims: [1] },
    ...(mask === undefined ? {} : { encoder_attention_mask: mask }),
  };
  for (const [name, tensor] of Object.entries(cache)) all[`past_key_values.${name}`] = tensor;
  return Object.fromEntries(Object.entries(all).filter(([name]) => decoder.inputNames.includes(name)));
}

/** Halves or widens floats where encoder and decoder were exported with different precisions. */
function matchType(tensor: OnnxTensor, wanted: string | undefined): OnnxTensor {
  if (tensor.type === 'float32' && wanted === 'float16')
    return { type: 'float16', data: toHalfFloats(tensor.data), dims: tensor.dims };
  if (tensor.type === 'float16' && wanted === 'float32')
    return { type: 'float32', data: fromHalfFloats(tensor.data), dims: tensor.dims };
  return tensor;
}
