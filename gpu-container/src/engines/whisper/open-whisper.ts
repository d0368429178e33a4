import { readFile } from 'node:fs/promises';
import { PipelineError } from '../../../../pipeline/errors/pipeline-error.js';
import type { LocatedModel } from '../../models/located-model.js';
import type { ModelStore } from '../../models/model-store.js';
import { loadTransformers } from '../../onnx/load-transformers.js';
import { locateForDevice } from '../../onnx/locate-for-device.js';
import type { OnnxRuntime } from '../../onnx/onnx-runtime.js';
import type { OnnxSession } from '../../onnx/onnx-session.js';
import { WhisperConfig, WhisperGeneration } from './whisper-config.js';

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
  readonly spectrogram: (samples: Float32Array) => Promise<Spectrogram>;
  readonly decode: (tokens: number[]) => string;
}

export interface Spectrogram {
  readonly mels: number;
  readonly frames: number;
  readonly data: Float32Array;
}

/** File endings by variant, as Optimum's exports have them. */
const ENDINGS = { fp32: '', fp16: '_fp16', int8: '_quantized' } as const;

/** Opens a model from the registry. Fails with `engine-missing` and the command that brings its weights. */
export async function openWhisper({ models, onnx, model }: OpenWhisperParams): Promise<Whisper> {
  const { located, variant } = await locateForDevice({ models, onnx, model });
  const ending = ENDINGS[variant ?? 'fp32'];
  const [encoder, decoder, config, generation, library] = await Promise.all([
    onnx.open({ modelPath: located.file(`onnx/encoder_model${ending}.onnx`) }),
    onnx.open({ modelPath: located.file(`onnx/decoder_model_merged${ending}.onnx`) }),
    readConfig(located, 'config.json').then(WhisperConfig.parse),
    readConfig(located, 'generation_config.json').then(WhisperGeneration.parse),
    loadTransformers(models.folder),
  ]);
  const extractor = await library.AutoFeatureExtractor.from_pretrained(model);
  const tokenizer = await library.AutoTokenizer.from_pretrained(model);
  return {
    encoder,
    decoder,
    config,
    generation,
    spectrogram: async (samples) => readSpectrogram(await extractor(samples)),
    decode: (tokens) => tokenizer.decode(tokens, { skip_special_tokens: true, clean_up_tokenization_spaces: false }),
  };
}

async function readConfig(located: LocatedModel, name: string): Promise<unknown> {
  return JSON.parse(await readFile(located.file(name), 'utf8'));
}

function readSpectrogram(features: {
  readonly input_features?: { dims: readonly number[]; data: unknown };
}): Spectrogram {
  const { dims = [], data } = features.input_features ?? {};
  const [, mels = 0, frames = 0] = dims;
  if (data instanceof Float32Array) return { mels, frames, data };
  throw new PipelineError('engine-failed', 'The feature extractor gave no spectrogram.');
}
