import { PipelineError } from '../../../../pipeline/errors/pipeline-error.js';
import { createCachedDecoder } from '../../onnx/create-cached-decoder.js';
import { decodeBeams } from '../../onnx/decode-beams.js';
import type { OnnxTensor } from '../../onnx/onnx-tensor.js';
import { runBatched } from '../../onnx/run-batched.js';
import type { TranslationModel } from './open-translation-model.js';

/** How a model is told which languages it is between. */
export interface Direction {
  /** Marks before the source, and after the decoder's first token. */
  readonly sourceMarks: readonly number[];
  readonly targetMarks: readonly number[];
}

/** A sentence, and what its translation must hold. */
export interface SourceText {
  readonly text: string;
  /** Sequences of tokens. */
  readonly required?: ReadonlyArray<readonly number[]>;
}

export interface TranslateTextsParams {
  readonly model: TranslationModel;
  readonly direction: Direction;
  readonly texts: readonly SourceText[];
  readonly batchSize: number;
  /** Translations followed at once. */
  readonly beams: number;
  readonly signal: AbortSignal;
  readonly onProgress: (fraction: number) => void;
}

/** What reaches this has been cut already; models of this kind were trained on 512 positions. */
const MAX_SOURCE_TOKENS = 500;
const MAX_TARGET_TOKENS = 500;
/** A translation far longer than its source is a loop. */
const TARGET_TOKENS_PER_SOURCE = 3;
const TARGET_TOKENS_SPARE = 20;
/** The mean log-probability decides: `length_penalty` 1, as the models' own generation settings have it. */
const LENGTH_PENALTY = 1;

interface Line extends SourceText {
  readonly at: number;
  readonly tokens: readonly number[];
}

/** Translates texts, in order; those of like length go together, so that little of a batch is padding. */
export async function translateTexts(params: TranslateTextsParams): Promise<readonly string[]> {
  const { model, direction, texts, signal, batchSize, onProgress } = params;
  const lines = texts
    .map((source, at): Line => ({ ...source, at, tokens: sourceTokens(source.text, model, direction) }))
    .sort((a, b) => b.tokens.length - a.tokens.length || a.at - b.at);
  const results = new Array<string>(texts.length).fill('');
  const run = async (batch: readonly Line[]) => {
    const decoded = await translateBatch(batch, params);
    return batch.map(({ at }, index) => ({ at, text: decoded[index] ?? '' }));
  };
  const batches = runBatched({ items: lines, batchSize, run, signal, total: lines.length, onProgress });
  for await (const { at, text } of batches) results[at] = text;
  return results;
}

function sourceTokens(
  text: string,
  { encode, config }: TranslationModel,
  { sourceMarks }: Direction,
): readonly number[] {
  return [...sourceMarks, ...encode(text).slice(0, MAX_SOURCE_TOKENS), config.eos_token_id];
}

async function translateBatch(
  batch: readonly Line[],
  { model, direction, beams, signal }: TranslateTextsParams,
): Promise<readonly string[]> {
  const { config } = model;
  const { ids, mask } = padded(batch, config.pad_token_id);
  const outputs = await model.encoder.run({ input_ids: ids, attention_mask: mask });
  const encoded = outputs['last_hidden_state'];
  if (encoded === undefined) throw new PipelineError('engine-failed', 'The encoder gives no last_hidden_state.');
  const longest = Math.max(...batch.map(({ tokens, required = [] }) => tokens.length + required.flat().length));
  const shape = {
    layers: config.decoder_layers,
    heads: config.decoder_attention_heads,
    headSize: config.d_model / config.decoder_attention_heads,
  };
  const decoded = await decodeBeams({
    decoder: createCachedDecoder({ decoder: model.decoder, shape, encoded, encoderMask: mask }),
    ...{ signal, beams, lengthPenalty: LENGTH_PENALTY },
    prompts: batch.map(() => [config.decoder_start_token_id, ...direction.targetMarks]),
    endToken: config.eos_token_id,
    maxTokens: Math.min(MAX_TARGET_TOKENS, longest * TARGET_TOKENS_PER_SOURCE + TARGET_TOKENS_SPARE),
    required: batch.map(({ required = [] }) => required),
    forbidden: config.pad_token_id === config.eos_token_id ? [] : [config.pad_token_id],
  });
  return decoded.map(({ tokens }) => model.decode(tokens));
}

function padded(batch: readonly Line[], pad: number): { readonly ids: OnnxTensor; readonly mask: OnnxTensor } {
  const length = Math.max(...batch.map(({ tokens }) => tokens.length));
  const dims = [batch.length, length];
  const ids = new BigInt64Array(batch.length * length).fill(BigInt(pad));
  const mask = new BigInt64Array(batch.length * length);
  for (const [row, { tokens }] of batch.entries()) {
    ids.set(BigInt64Array.from(tokens, BigInt), row * length);
    mask.fill(1n, row * length, row * length + tokens.length);
  }
  return { ids: { type: 'int64', data: ids, dims }, mask: { type: 'int64', data: mask, dims } };
}
