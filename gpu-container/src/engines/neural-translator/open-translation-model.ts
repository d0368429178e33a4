import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { PipelineError } from '../../../../pipeline/errors/pipeline-error.js';
import type { LocatedModel } from '../../models/located-model.js';
import type { ModelStore } from '../../models/model-store.js';
import { loadTransformers } from '../../onnx/load-transformers.js';
import { locateForDevice } from '../../onnx/locate-for-device.js';
import type { OnnxRuntime } from '../../onnx/onnx-runtime.js';
import type { OnnxSession } from '../../onnx/onnx-session.js';

/** What is read of config.json; the file has much more. */
const TranslationConfig = z.object({
  d_model: z.number(),
  decoder_layers: z.number(),
  decoder_attention_heads: z.number(),
  decoder_start_token_id: z.number(),
  eos_token_id: z.number(),
  pad_token_id: z.number(),
});

const AddedTokens = z.object({ added_tokens: z.array(z.object({ id: z.number(), content: z.string() })) });

/** An encoder-decoder translator with all it takes to run it. */
export interface TranslationModel {
  readonly encoder: OnnxSession;
  readonly decoder: OnnxSession;
  readonly config: z.infer<typeof TranslationConfig>;
  /** Tokens of a text, without the marks a model puts around it. */
  readonly encode: (text: string) => readonly number[];
  readonly decode: (tokens: readonly number[]) => string;
  /** The token of a mark such as `spa_Latn`. Fails with `engine-failed` for one the model lacks. */
  readonly mark: (content: string) => number;
}

export interface OpenTranslationModelParams {
  readonly models: ModelStore;
  readonly onnx: OnnxRuntime;
  readonly model: string;
}

/** Opens a model from the registry. Fails with `engine-missing` and the command that brings its weights. */
export async function openTranslationModel(params: OpenTranslationModelParams): Promise<TranslationModel> {
  const { models, onnx, model } = params;
  const { located, variant } = await locateForDevice(params);
  const ending = variant === 'int8' ? '_quantized' : '';
  const [encoder, decoder, config, added, library] = await Promise.all([
    onnx.open({ modelPath: located.file(`onnx/encoder_model${ending}.onnx`) }),
    onnx.open({ modelPath: located.file(`onnx/decoder_model_merged${ending}.onnx`) }),
    readJson(located, 'config.json').then((value) => TranslationConfig.parse(value)),
    readJson(located, 'tokenizer.json').then((value) => AddedTokens.parse(value).added_tokens),
    loadTransformers(models.folder),
  ]);
  const tokenizer = await library.AutoTokenizer.from_pretrained(model);
  const marks = new Map(added.map(({ content, id }) => [content, id]));
  return {
    encoder,
    decoder,
    config,
    encode: (text) => tokenizer.encode(text, { add_special_tokens: false }),
    decode: (tokens) => tokenizer.decode([...tokens], { skip_special_tokens: true }).trim(),
    mark: (content) => {
      const token = marks.get(content);
      if (token === undefined) throw new PipelineError('engine-failed', `Model ${model} knows no mark ${content}.`);
      return token;
    },
  };
}

async function readJson(located: LocatedModel, name: string): Promise<unknown> {
  return JSON.parse(await readFile(located.file(name), 'utf8'));
}
