import type { ArtifactRef } from '../contracts/artifact-ref.js';
import { canonicalJson } from '../memo/canonical-json.js';
import type { ArtifactStore } from '../ports/artifact-store.js';

/** Stores a value as canonical JSON: equal values are one artifact. */
export function writeArtifact(artifacts: ArtifactStore, value: unknown): Promise<ArtifactRef> {
  return artifacts.put(new TextEncoder().encode(canonicalJson(value)), 'application/json');
}
