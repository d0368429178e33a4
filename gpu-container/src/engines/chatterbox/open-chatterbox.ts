import type { ModelStore } from '../../models/model-store.js';
import { loadTransformers } from '../../onnx/load-transformers.js';
import { locateForDevice } from '../../onnx/locate-for-device.js';
import type { OnnxRuntime } from '../../onnx/onnx-runtime.js';
import type { OnnxSession } from '../../onnx/onnx-session.js';
import { EXCITEMENT, START_SPEECH } from './speech-marks.js';

/** The four graphs of the model, and what makes numbers of a text. */
export interface Chatterbox {
  /** Sound of a person to what the others need of a voice. */
  readonly encoder: OnnxSession;
  /** Tokens, text or speech, to vectors. */
  readonly embedder: OnnxSession;
  /** Vectors to the logits of the next speech token, with a cache. */
  readonly speaker: OnnxSession;
  /** Speech tokens and a voice to sound. */
  readonly decoder: OnnxSession;
  /** Tokens of a text in a language, between the marks the model expects. */
  readonly encode: (text: string, tag: string) => readonly number[];
}

export interface OpenChatterboxParams {
  readonly models: ModelStore;
  readonly onnx: OnnxRuntime;
  readonly model: string;
}

/** Opens the model from the registry. Fails with `engine-missing` and the command that brings its weights. */
export async function openChatterbox(params: OpenChatterboxParams): Promise<Chatterbox> {
  const { models, onnx, model } = params;
  const { located, variant } = await locateForDevice(params);
  const open = (name: string) => onnx.open({ modelPath: located.file(`onnx/${name}.onnx`) });
  const [encoder, embedder, speaker, decoder, library] = await Promise.all([
    open('speech_encoder'),
    open('embed_tokens'),
    open(`language_model${variant === 'fp16' ? '_fp16' : '_q4'}`),
    open('conditional_decoder'),
    loadTransformers(models.folder),
  ]);
  const tokenizer = await library.AutoTokenizer.from_pretrained(model);
  return {
    encoder,
    embedder,
    speaker,
    decoder,
    // a space is a mark of its own in the model's vocabulary
    encode: (text, tag) => withMarks(tokenizer.encode(`[${tag}]${text.replaceAll(' ', '[SPACE]')}`)),
  };
}

/** Exports differ in whether their tokenizer puts the marks of speech around a text: once is enough. */
function withMarks(tokens: readonly number[]): readonly number[] {
  const text = tokens.filter((token) => token !== EXCITEMENT && token !== START_SPEECH);
  return [EXCITEMENT, ...text, START_SPEECH, START_SPEECH];
}
