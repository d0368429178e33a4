import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';
import { fromHalfFloats } from '../neural/half-floats.js';
import { abortError } from '../process/abort-error.js';
import { type CachedDecoderParams, createCachedDecoder } from './create-cached-decoder.js';
import { lastLogits } from './last-logits.js';
import { logSumOfExponentials } from './log-sum-of-exponentials.js';
import type { OnnxTensor } from './onnx-tensor.js';
import { requireFinite } from './require-finite.js';

export interface DecodeGreedilyParams extends CachedDecoderParams {
  /** What each output begins with; all of one length. */
  readonly prompts: ReadonlyArray<readonly number[]>;
  readonly endToken: number;
  /** Greatest number of tokens after the prompt. */
  readonly maxTokens: number;
  /** Changes the logits of the next token in place; `step` counts from 0. */
  readonly shapeLogits?: (logits: Float32Array, step: number) => void;
  /** Layer and head of the cross-attentions to keep. */
  readonly keepHeads?: ReadonlyArray<readonly [layer: number, head: number]>;
  /** A token whose probability behind the first token of the prompt is wanted. */
  readonly probe?: number | undefined;
  /** Above 0, tokens are drawn by chance, by the same numbers every time; else the likeliest is taken. */
  readonly temperature?: number;
  readonly signal: AbortSignal;
}

export interface Decoded {
  /** Tokens after the prompt, without the end token. */
  readonly tokens: readonly number[];
  readonly logProbabilities: readonly number[];
  /** Mean log-probability of the tokens, the end included. */
  readonly meanLogProbability: number;
  /** For each kept head the rows that led to each token, the end included: [head][row][frame]. */
  readonly attention: ReadonlyArray<readonly Float32Array[]>;
  /** Of the probed token. */
  readonly probed?: number;
}

interface Sequence {
  readonly tokens: number[];
  readonly logProbabilities: number[];
  readonly attention: Float32Array[][];
  readonly random: () => number;
  endLogProbability: number;
  isOver: boolean;
}

/**
 * Takes one token after the other for a whole batch at once; a sequence that is over waits for the others. Fails with
 * `engine-failed` and `cancelled`.
 */
export async function decodeGreedily(params: DecodeGreedilyParams): Promise<readonly Decoded[]> {
  const { prompts, maxTokens, signal, endToken, keepHeads: keep = [] } = params;
  const sequences = prompts.map((): Sequence => {
    const lists = { tokens: [], logProbabilities: [], attention: keep.map(() => []) };
    return { ...lists, random: seededNumbers(), endLogProbability: 0, isOver: false };
  });
  const decoder = createCachedDecoder(params);
  let probed: readonly number[] = [];
  let input = prompts.map((prompt) => [...prompt]);
  for (let step = 0; step < maxTokens && sequences.some(({ isOver }) => !isOver); step++) {
    if (signal.aborted) throw abortError(signal, 'Decoding');
    const outputs = await decoder.step(input);
    if (step === 0) probed = probe(outputs['logits'], params.probe);
    const logits = lastLogits(outputs['logits']);
    for (const [at, sequence] of sequences.entries()) {
      if (sequence.isOver) continue;
      keepRows(sequence, { outputs, keep, at });
      choose(sequence, logits[at] ?? new Float32Array(), step, params);
    }
    input = sequences.map(({ tokens }) => [tokens.at(-1) ?? endToken]);
  }
  return sequences.map(({ tokens, attention, logProbabilities, endLogProbability }, at) => ({
    ...{ tokens, attention, logProbabilities },
    meanLogProbability: (sumOf(logProbabilities) + endLogProbability) / (tokens.length + 1),
    ...(probed[at] === undefined ? {} : { probed: probed[at] }),
  }));
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

function probe(logits: OnnxTensor | undefined, token: number | undefined): readonly number[] {
  if (token === undefined) return [];
  return lastLogits(logits, 0).map((row) => Math.exp((row[token] ?? 0) - logSumOfExponentials(row, greatestOf(row))));
}

function greatestOf(logits: Float32Array): number {
  let greatest = Number.NEGATIVE_INFINITY;
  for (let word = 0; word < logits.length; word++) greatest = Math.max(greatest, logits[word] ?? greatest);
  return greatest;
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

function choose(sequence: Sequence, logits: Float32Array, step: number, params: DecodeGreedilyParams): void {
  params.shapeLogits?.(logits, step);
  const { temperature = 0, endToken } = params;
  let best = 0;
  for (let word = 1; word < logits.length; word++) if ((logits[word] ?? 0) > (logits[best] ?? 0)) best = word;
  const greatest = requireFinite(logits[best]);
  const word = temperature === 0 ? best : draw({ logits, greatest, temperature, random: sequence.random });
  const logProbability = (logits[word] ?? 0) - logSumOfExponentials(logits, greatest);
  if (word === endToken) {
    sequence.isOver = true;
    sequence.endLogProbability = logProbability;
    return;
  }
  sequence.tokens.push(word);
  sequence.logProbabilities.push(logProbability);
}

interface DrawParams {
  readonly logits: Float32Array;
  readonly greatest: number;
  readonly temperature: number;
  readonly random: () => number;
}

/** A word by chance: the higher the temperature, the less its probability matters. */
function draw({ logits, greatest, temperature, random }: DrawParams): number {
  const weights = Float64Array.from(logits, (logit) => Math.exp((logit - greatest) / temperature));
  let left = random() * weights.reduce((sum, weight) => sum + weight, 0);
  for (let word = 0; word < weights.length; word++) {
    left -= weights[word] ?? 0;
    if (left < 0) return word;
  }
  return weights.indexOf(1);
}

/** Numbers from 0 to 1 that look like chance and are the same every time (Marsaglia's xorshift). */
function seededNumbers(): () => number {
  let state = 0x9e3779b9;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
