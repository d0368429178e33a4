import { z } from 'zod';
import { EngineDescriptor, Survey } from '../../pipeline/contracts/engine-descriptor.js';

/** The body of `GET /engines`: the survey, with voices counted instead of listed. */
export const EngineList = Survey.extend({
  engines: z.array(EngineDescriptor.extend({ voices: z.number().int().optional() })),
});
export type EngineList = z.infer<typeof EngineList>;
