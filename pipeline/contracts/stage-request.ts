import { z } from 'zod';
import { ArtifactRef } from './artifact-ref.js';
import { EngineChoice } from './engine-choice.js';
import { StageName } from './stage-name.js';

/** What an orchestrator asks of a stage. `language` is the target it is for; absent for stages all targets share. */
export const StageRequest = z.strictObject({
  jobId: z.string(),
  stage: StageName,
  language: z.string().optional(),
  params: z.record(z.string(), z.json()),
  inputs: z.record(z.string(), ArtifactRef),
  engine: EngineChoice.optional(),
});
export type StageRequest = z.infer<typeof StageRequest>;
