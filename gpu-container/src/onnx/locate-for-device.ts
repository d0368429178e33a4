import { findModel } from '../models/find-model.js';
import type { LocatedModel } from '../models/located-model.js';
import type { ModelVariant } from '../models/model-entry.js';
import type { ModelStore } from '../models/model-store.js';
import type { OnnxRuntime } from './onnx-runtime.js';

export interface LocateForDeviceParams {
  readonly models: ModelStore;
  readonly onnx: Pick<OnnxRuntime, 'device'>;
  readonly model: string;
}

/** The weights this machine's device runs best. Fails with `engine-missing` and the command that brings them. */
export async function locateForDevice({ models, onnx, model }: LocateForDeviceParams): Promise<VariantOfModel> {
  const { kind } = await onnx.device();
  const variant = findModel(model).variants?.[kind];
  return { located: await models.locate(model, { variant }), variant };
}

export interface VariantOfModel {
  readonly located: LocatedModel;
  readonly variant: ModelVariant | undefined;
}
