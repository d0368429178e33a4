import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { LocatedModel } from '../../models/located-model.js';
import type { ModelStore } from '../../models/model-store.js';
import type { DecoderShape } from '../../onnx/create-cached-decoder.js';
import { loadTransformers } from '../../onnx/load-transformers.js';
import { locateForDevice } from '../../onnx/locate-for-device.js';
import type { OnnxRuntime } from '../../onnx/onnx-runtime.js';
import type { OnnxSession } from '../../onnx/onnx-session.js';

/** What is read of config.json; the file has much more. */
const Config = z.object({
  num_hidden_layers: z.number(),
  num_key_value_heads: z.number(),
  head_dim: z.number(),
});
const Generation = z.object({ eos_token_id: z.union([z.number(), z.array(z.number()).min(1)]) });

export interface OpenHyMtParams {
  readonly models: ModelStore;
  readonly onnx: OnnxRuntime;
}

/** A translating language model with all it takes to run it. */
export interface HyMt {
  readonly decoder: OnnxSession;
  readonly shape: DecoderShape;
  /** Any of them ends an answer; the first is the one that is waited for. */
  readonly endTokens: readonly number[];
  /** Tokens of a text. */
  readonly encode: (text: string) => readonly number[];
  readonly decode: (tokens: readonly number[]) => string;
  /** Tokens of a request and of the beginning of the answer. */
  readonly ask: (request: string) => readonly number[];
}

const MODEL = 'hy-mt2-1-8b';

/** Opens the model from the registry. Fails with `engine-missing` and the command that brings its weights. */
export async function openHyMt({ models, onnx }: OpenHyMtParams): Promise<HyMt> {
  const { located } = await locateForDevice({ models, onnx, model: MODEL });
  const [decoder, config, generation, template, library] = await Promise.all([
    onnx.open({ modelPath: located.file('onnx/model_q4f16.onnx') }),
    readJson(located, 'config.json').then((value) => Config.parse(value)),
    readJson(located, 'generation_config.json').then((value) => Generation.parse(value)),
    readFile(located.file('chat_template.jinja'), 'utf8'),
    loadTransformers(models.folder),
  ]);
  const tokenizer = await library.AutoTokenizer.from_pretrained(MODEL);
  const encode = (text: string): readonly number[] => tokenizer.encode(text, { add_special_tokens: false });
  return {
    decoder,
    shape: {
      layers: config.num_hidden_layers,
      heads: config.num_key_value_heads,
      headSize: config.head_dim,
    },
    endTokens: [generation.eos_token_id].flat(),
    encode,
    decode: (tokens) => tokenizer.decode([...tokens], { skip_special_tokens: true }).trim(),
    ask: (request) => {
      const messages = [{ role: 'user', content: request }];
      const options = { chat_template: template, tokenize: false, add_generation_prompt: true } as const;
      return encode(String(tokenizer.apply_chat_template(messages, options)));
    },
  };
}

async function readJson(located: LocatedModel, name: string): Promise<unknown> {
  return JSON.parse(await readFile(located.file(name), 'utf8'));
}
