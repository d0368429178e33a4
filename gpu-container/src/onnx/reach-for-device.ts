import { findModel } from '../models/find-model.js';
import type { ReachedModel } from '../models/model-store.js';
import type { LocateForDeviceParams } from './locate-for-device.js';

/** Whether the weights this machine's device runs can be had without a public place; loads none. */
export async function reachForDevice({ models, onnx, model }: LocateForDeviceParams): Promise<ReachedModel> {
  const { kind } = await onnx.device();
  return models.reach(model, findModel(model).variants?.[kind]);
}
