import { z } from 'zod';
import { Capability } from './engine-descriptor.js';

/** The engine chosen for one capability, and why; part of the unit key, so another engine is another result. */
export const EngineChoice = z.strictObject({
  capability: Capability,
  id: z.string(),
  version: z.string(),
  fingerprint: z.string(),
  licence: z.string(),
  reason: z.string(),
});
export type EngineChoice = z.infer<typeof EngineChoice>;
