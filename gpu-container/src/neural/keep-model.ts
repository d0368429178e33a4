import type { OnnxSession } from '../onnx/onnx-session.js';
import { type ModelGraph, type NeuralDeps, openModel } from './open-model.js';

/**
 * Opens one graph with the first request and keeps it: for engines that are asked picture by picture, to whom looking for
 * the files each time costs more than a small model. The returned function fails with `engine-missing` where the weights
 * are not here; the next request looks again.
 */
export function keepModel(deps: NeuralDeps, graph: ModelGraph): () => Promise<OnnxSession> {
  let opening: Promise<OnnxSession> | undefined;
  return () => {
    opening ??= openModel(deps, graph).catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
    return opening;
  };
}
