import { z } from 'zod';
import { ArtifactRef, Sha256 } from './artifact-ref.js';
import { EngineChoice } from './engine-choice.js';
import { StageName } from './stage-name.js';

/** The grain a stage is cut into, before it has a key. `params` is small JSON; big data is an input. */
export const UnitSpec = z.strictObject({
  stage: StageName,
  params: z.record(z.string(), z.json()),
  inputs: z.record(z.string(), ArtifactRef),
  engine: EngineChoice.optional(),
});
export type UnitSpec = z.infer<typeof UnitSpec>;

/** A unit with its memo key: the digest of everything its outputs depend on. */
export const Unit = UnitSpec.extend({ unitKey: Sha256 });
export type Unit = z.infer<typeof Unit>;
