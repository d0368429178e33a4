import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { LocatedModel } from '../../models/located-model.js';
import type { ModelVariant } from '../../models/model-entry.js';
import type { ModelStore } from '../../models/model-store.js';
import { loadTransformers } from '../../onnx/load-transformers.js';
import { locateForDevice } from '../../onnx/locate-for-device.js';
import type { OnnxRuntime } from '../../onnx/onnx-runtime.js';
import type { OnnxSession } from '../../onnx/onnx-session.js';
import { createLogMel, type Spectrogram } from './create-log-mel.js';
import { WhisperConfig, WhisperFeatures, WhisperGeneration } from './whisper-config.js';

export interface OpenWhisperParams {
  readonly models: ModelStore;
  readonly onnx: OnnxRuntime;
  readonly model: string;
}

/** A Whisper model with all it takes to run it. */
export interface Whisper {
  readonly encoder: OnnxSession;
  readonly decoder: OnnxSession;
  readonly config: WhisperConfig;
  readonly generation: WhisperGeneration;
  /** Log-mel spectrogram of 30 s, [mel, frame], of up to 30 s of 16 kHz samples. */
  readonly spectrogram: (samples: Float32Array) => Spectrogram;
  readonly decode: (tokens: number[]) => string;
  /** The token that says that nobody speaks; older exports lack it. */
  readonly noSpeechToken: number | undefined;
}

/** File endings by variant, as Optimum's exports have them. */
const ENDINGS: Readonly<Partial<Record<ModelVariant, string>>> = { fp16: '_fp16', int8: '_quantized', int4: '_q4' };

const AddedTokens = z.object({ added_tokens: z.array(z.object({ id: z.number(), content: z.string() })) });
/** Models before large-v3 call it by its older name. */
const NO_SPEECH: readonly string[] = ['<|nospeech|>', '<|nocaptions|>'];

/** Opens a model from the registry. Fails with `engine-missing` and the command that brings its weights. */
export async function openWhisper({ models, onnx, model }: OpenWhisperParams): Promise<Whisper> {
  const { located, variant } = await locateForDevice({ models, onnx, model });
  const ending = ENDINGS[variant ?? 'fp32'] ?? '';
  const [encoder, decoder, config, generation, features, added, library] = await Promise.all([
    onnx.open({ modelPath: located.file(`onnx/encoder_model${ending}.onnx`) }),
    onnx.open({ modelPath: located.file(`onnx/decoder_model_merged${ending}.onnx`) }),
    readConfig(located, 'config.json').then(WhisperConfig.parse),
    readConfig(located, 'generation_config.json').then(WhisperGeneration.parse),
    readConfig(located, 'preprocessor_config.json').then(WhisperFeatures.parse),
    readConfig(located, 'tokenizer.json').then(AddedTokens.parse),
    loadTransformers(models.folder),
  ]);
  const tokenizer = await library.AutoTokenizer.from_pretrained(model);
  return {
    encoder,
    decoder,
    config,
    generation,
    spectrogram: createLogMel(features.feature_size),
    decode: (tokens) => tokenizer.decode(tokens, { skip_special_tokens: true, clean_up_tokenization_spaces: false }),
    noSpeechToken: added.added_tokens.find(({ content }) => NO_SPEECH.includes(content))?.id,
  };
}

async function readConfig(located: LocatedModel, name: string): Promise<unknown> {
  return JSON.parse(await readFile(located.file(name), 'utf8'));
}
