import { z } from 'zod';
import { Capability, ComputeDevice, EnginePlacement } from './engine-descriptor.js';

/** The engine chosen for one capability, and why; part of the unit key, so another engine is another result. */
export const EngineChoice = z.strictObject({
  capability: Capability,
  id: z.string(),
  version: z.string(),
  fingerprint: z.string(),
  /** As in the survey: the queue its tasks go to, and the device that did the work of a receipt. */
  placement: EnginePlacement.exactOptional(),
  device: ComputeDevice.exactOptional(),
  licence: z.string(),
  reason: z.string(),
});
export type EngineChoice = z.infer<typeof EngineChoice>;
