import type { LocatedModel } from '../models/located-model.js';
import type { OnnxSession } from '../onnx/onnx-session.js';

/** What a neural engine needs to reach its weights: a registry of models and a runtime. */
export interface NeuralDeps {
  readonly models: { locate(id: string): Promise<LocatedModel> };
  readonly onnx: { open(params: { readonly modelPath: string }): Promise<OnnxSession> };
}

/** A graph of a model, by the ids of the registry. */
export interface ModelGraph {
  readonly model: string;
  readonly file: string;
}

/** Opens one graph of a model. Fails with `engine-missing` where the weights are not here. */
export async function openModel(deps: NeuralDeps, { model, file }: ModelGraph): Promise<OnnxSession> {
  const located = await deps.models.locate(model);
  return deps.onnx.open({ modelPath: located.file(file) });
}
