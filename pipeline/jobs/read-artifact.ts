import type { z } from 'zod';
import type { ArtifactRef } from '../contracts/artifact-ref.js';
import type { ArtifactStore } from '../ports/artifact-store.js';

/** Reads and checks a small JSON artifact. */
export async function readArtifact<T extends z.ZodType>(
  artifacts: ArtifactStore,
  ref: ArtifactRef,
  schema: T,
): Promise<z.infer<T>> {
  return schema.parse(JSON.parse(new TextDecoder().decode(await artifacts.get(ref))));
}
