import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';
import { fromHalfFloats, toHalfFloats } from '../neural/half-floats.js';
import { abortError } from '../process/abort-error.js';
import type { OnnxSession } from './onnx-session.js';
import type { OnnxTensor } from './onnx-tensor.js';

/** The size of a decoder, from its config.json. */
export interface DecoderShape {
  readonly layers: number;
  readonly heads: number;
  readonly headSize: number;
}

export interface DecodeGreedilyParams {
  /** A merged decoder with its cache, as Optimum exports them. */
  readonly decoder: OnnxSession;
  readonly shape: DecoderShape;
  /** What the encoder made: [batch, frames, width]. */
  readonly encoded: OnnxTensor;
  /** [batch, frames], 1 where there is input; for decoders that ask for it. */
  readonly encoderMask?: OnnxTensor;
  /** What each output begins with; all of one length. */
  readonly prompts: ReadonlyArray<readonly number[]>;
  readonly endToken: number;
  /** Greatest number of tokens after the prompt. */
  readonly maxTokens: number;
  /** Changes the logits of the next token in place; `step` counts from 0. */
  readonly shapeLogits?: (logits: Float32Array, step: number) => void;
  /** Layer and head of the cross-attentions to keep. */
  readonly keepHeads?: ReadonlyArray<readonly [layer: number, head: number]>;
  readonly signal: AbortSignal;
}

export interface Decoded {
  /** Tokens after the prompt, without the end token. */
  readonly tokens: readonly number[];
  /** Mean log-probability of the tokens, the end included. */
  readonly meanLogProbability: number;
  /** For each kept head the rows that led to each token, the end included: [head][row][frame]. */
  readonly attention: ReadonlyArray<readonly Float32Array[]>;
}

interface Sequence {
  readonly tokens: number[];
  readonly attention: Float32Array[][];
  logProbability: number;
  isOver: boolean;
}

/**
 * Takes the likeliest token, one after the other, for a whole batch at once; a sequence that is over waits for the
 * others. Fails with `engine-failed` and `cancelled`.
 */
export async function decodeGreedily(params: DecodeGreedilyParams): Promise<readonly Decoded[]> {
  const { prompts, maxTokens, signal, endToken } = params;
  const keep = params.keepHeads ?? [];
  const sequences = prompts.map(
    (): Sequence => ({ tokens: [], attention: keep.map(() => []), logProbability: 0, isOver: false }),
  );
  let cache = emptyCache(params);
  let input = prompts.map((prompt) => [...prompt]);
  for (let step = 0; step < maxTokens && sequences.some(({ isOver }) => !isOver); step++) {
    if (signal.aborted) throw abortError(signal, 'Decoding');
    const outputs = await params.decoder.run(feedsOf(params, cache, input, step));
    const logits = lastLogits(outputs['logits']);
    for (const [at, sequence] of sequences.entries()) {
      if (sequence.isOver) continue;
      keepRows(sequence, { outputs, keep, at });
      choose(sequence, logits[at] ?? new Float32Array(), step, params);
    }
    cache = nextCache(outputs, cache, params.shape, step);
    input = sequences.map(({ tokens }) => [tokens.at(-1) ?? endToken]);
  }
  return sequences.map(({ tokens, attention, logProbability }) => ({
    tokens,
    attention,
    meanLogProbability: logProbability / (tokens.length + 1),
  }));
}

type Cache = Readonly<Record<string, OnnxTensor>>;
const SIDES = ['decoder', 'encoder'] as const;
const PARTS = ['key', 'value'] as const;

function* cacheNames({ layers }: DecoderShape): Generator<{ readonly name: string; readonly side: string }> {
  for (let layer = 0; layer < layers; layer++)
    for (const side of SIDES) for (const part of PARTS) yield { name: `${layer}.${side}.${part}`, side };
}

function emptyCache({ decoder, shape, prompts }: DecodeGreedilyParams): Cache {
  const dims = [prompts.length, shape.heads, 0, shape.headSize];
  const cache: Record<string, OnnxTensor> = {};
  for (const { name } of cacheNames(shape)) {
    const isHalf = decoder.inputTypes[`past_key_values.${name}`] === 'float16';
    cache[name] = isHalf
      ? { type: 'float16', data: new Uint16Array(0), dims }
      : { type: 'float32', data: new Float32Array(0), dims };
  }
  return cache;
}

/** The encoder's half of the cache is made in the first step; later steps give it out empty. */
function nextCache(
  outputs: Readonly<Record<string, OnnxTensor>>,
  cache: Cache,
  shape: DecoderShape,
  step: number,
): Cache {
  const next: Record<string, OnnxTensor> = {};
  for (const { name, side } of cacheNames(shape)) {
    const tensor = side === 'encoder' && step > 0 ? cache[name] : outputs[`present.${name}`];
    if (tensor === undefined) throw new PipelineError('engine-failed', `The decoder gives no present.${name}.`);
    next[name] = tensor;
  }
  return next;
}

function feedsOf(params: DecodeGreedilyParams, cache: Cache, input: readonly number[][], step: number) {
  const { decoder, encoded, encoderMask } = params;
  const length = input[0]?.length ?? 0;
  const all: Record<string, OnnxTensor> = {
    input_ids: { type: 'int64', data: BigInt64Array.from(input.flat(), BigInt), dims: [input.length, length] },
    encoder_hidden_states: matchType(encoded, decoder.inputTypes['encoder_hidden_states']),
    use_cache_branch: { type: 'bool', data: Uint8Array.of(step > 0 ? 1 : 0), dims: [1] },
    ...(encoderMask === undefined ? {} : { encoder_attention_mask: encoderMask }),
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

/** The logits after the last token of each sequence, as copies. */
function lastLogits(tensor: OnnxTensor | undefined): readonly Float32Array[] {
  const [batch = 0, length = 0, words = 0] = tensor?.dims ?? [];
  if (tensor?.type !== 'float32' && tensor?.type !== 'float16')
    throw new PipelineError('engine-failed', 'The decoder gives no logits.');
  return Array.from({ length: batch }, (_, at) => {
    const from = ((at + 1) * length - 1) * words;
    return tensor.type === 'float32'
      ? tensor.data.slice(from, from + words)
      : fromHalfFloats(tensor.data.subarray(from, from + words));
  });
}

interface KeepRowsParams {
  readonly outputs: Readonly<Record<string, OnnxTensor>>;
  readonly keep: ReadonlyArray<readonly [number, number]>;
  readonly at: number;
}

/** The row of the last token of the input is the one that leads to the next. */
function keepRows(sequence: Sequence, { outputs, keep, at }: KeepRowsParams): void {
  for (const [index, [layer, head]] of keep.entries()) {
    const tensor = outputs[`cross_attentions.${layer}`];
    if (tensor?.type !== 'float32' && tensor?.type !== 'float16')
      throw new PipelineError(
        'engine-failed',
        `The decoder gives no cross_attentions.${layer}: it was exported without them.`,
      );
    const [, heads = 0, rows = 0, frames = 0] = tensor.dims;
    const from = ((at * heads + head + 1) * rows - 1) * frames;
    const row =
      tensor.type === 'float32'
        ? tensor.data.slice(from, from + frames)
        : fromHalfFloats(tensor.data.subarray(from, from + frames));
    sequence.attention[index]?.push(row);
  }
}

/** Words this far below the likeliest add nothing to a sum of probabilities that a float could tell. */
const NEGLIGIBLE = -40;

function choose(sequence: Sequence, logits: Float32Array, step: number, params: DecodeGreedilyParams): void {
  params.shapeLogits?.(logits, step);
  let best = 0;
  for (let word = 1; word < logits.length; word++) if ((logits[word] ?? 0) > (logits[best] ?? 0)) best = word;
  const top = logits[best] ?? 0;
  let sum = 0;
  for (let word = 0; word < logits.length; word++) {
    const below = (logits[word] ?? 0) - top;
    if (below > NEGLIGIBLE) sum += Math.exp(below);
  }
  sequence.logProbability -= Math.log(sum);
  if (best === params.endToken) sequence.isOver = true;
  else sequence.tokens.push(best);
}
