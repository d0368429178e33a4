import type { ArtifactRef } from '../contracts/artifact-ref.js';

/** Immutable bytes named by their content. Writing what is there already is a success and costs no transfer. */
export interface ArtifactStore {
  /** Stores small bytes held in memory (at most a few MB). */
  put(bytes: Uint8Array, mediaType: string): Promise<ArtifactRef>;
  /** Reads a small artifact whole. Fails with `not-found` when it has expired. */
  get(ref: ArtifactRef): Promise<Uint8Array>;
  /** Whether these bytes are there; undefined when not. */
  find(sha256: string): Promise<ArtifactRef | undefined>;
}
