import { z } from 'zod';
import { ArtifactRef } from './artifact-ref.js';
import { Failure } from './failure.js';

/** How a stage of a job ended: named artifacts, or a permanent failure as data. */
export const StageOutcome = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('done'), outputs: z.record(z.string(), ArtifactRef) }),
  z.strictObject({ kind: z.literal('failed'), failure: Failure }),
]);
export type StageOutcome = z.infer<typeof StageOutcome>;
