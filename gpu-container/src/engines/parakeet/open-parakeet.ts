import { readFile } from 'node:fs/promises';
import type { ModelStore } from '../../models/model-store.js';
import { locateForDevice } from '../../onnx/locate-for-device.js';
import type { OnnxRuntime } from '../../onnx/onnx-runtime.js';
import type { OnnxSession } from '../../onnx/onnx-session.js';
import { readVocabulary, type Vocabulary } from './read-vocabulary.js';

export interface OpenParakeetParams {
  readonly models: ModelStore;
  readonly onnx: OnnxRuntime;
}

/** A Parakeet model with all it takes to run it. */
export interface Parakeet {
  /** Sound to the log-mel features NeMo trained it on. */
  readonly preprocessor: OnnxSession;
  readonly encoder: OnnxSession;
  readonly decoder: OnnxSession;
  readonly vocabulary: Vocabulary;
}

const MODEL = 'parakeet-tdt-v3';

/** Opens the model from the registry. Fails with `engine-missing` and the command that brings its weights. */
export async function openParakeet({ models, onnx }: OpenParakeetParams): Promise<Parakeet> {
  const { located, variant } = await locateForDevice({ models, onnx, model: MODEL });
  const ending = variant === 'int8' ? '.int8' : '';
  const [preprocessor, encoder, decoder, vocabulary] = await Promise.all([
    // a Fourier transform that no GPU kernel exists for: copying there and back would be all it does
    onnx.open({ modelPath: located.file('nemo128.onnx'), device: 'cpu' }),
    onnx.open({ modelPath: located.file(`encoder-model${ending}.onnx`) }),
    onnx.open({ modelPath: located.file(`decoder_joint-model${ending}.onnx`) }),
    readFile(located.file('vocab.txt'), 'utf8').then(readVocabulary),
  ]);
  return { preprocessor, encoder, decoder, vocabulary };
}
