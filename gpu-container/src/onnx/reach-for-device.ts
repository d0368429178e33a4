import { findModel } from '../models/find-model.js';
import type { ModelStore, ReachedModel } from '../models/model-store.js';
import type { OnnxDevice } from './onnx-session.js';

export interface ReachForDeviceParams {
  readonly models: ModelStore;
  readonly model: string;
  /** Of this machine or of another worker: the survey speaks for all. */
  readonly device: OnnxDevice;
}

/** Whether the weights a device runs best can be had without a public place; loads none. */
export async function reachForDevice({ models, model, device }: ReachForDeviceParams): Promise<ReachedModel> {
  return models.reach(model, findModel(model).variants?.[device]);
}
