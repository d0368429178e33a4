import { z } from 'zod';
import { ArtifactRef, Sha256 } from './artifact-ref.js';
import { EngineChoice } from './engine-choice.js';
import { StageName } from './stage-name.js';

/**
 * The record "this unit, with exactly these inputs, made these artifacts". Written once, never changed.
 * `computeMs` is the time inside engines and ffmpeg when it was made.
 */
export const Memo = z.strictObject({
  schemaVersion: z.literal(1),
  stage: StageName,
  unitKey: Sha256,
  engine: EngineChoice.optional(),
  params: z.record(z.string(), z.json()),
  inputs: z.record(z.string(), ArtifactRef),
  outputs: z.record(z.string(), ArtifactRef),
  computeMs: z.number().nonnegative(),
});
export type Memo = z.infer<typeof Memo>;
