import type { ArtifactRef } from '../contracts/artifact-ref.js';

/** Puts finished artifacts where people look for them, under readable names. Publishing twice is harmless. */
export interface OutputPublisher {
  publish(path: string, artifact: ArtifactRef): Promise<void>;
}
