import type { ArtifactRef } from '../../../pipeline/contracts/artifact-ref.js';
import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';
import { sha256Hex } from '../../../pipeline/memo/sha256-hex.js';
import type { ArtifactStore } from '../../../pipeline/ports/artifact-store.js';

/** Artifacts in memory. */
export function createMemoryArtifactStore(): ArtifactStore {
  const stored = new Map<string, { readonly bytes: Uint8Array; readonly ref: ArtifactRef }>();
  return {
    put: async (bytes, mediaType) => {
      const sha256 = await sha256Hex(bytes);
      const ref = { sha256, sizeBytes: bytes.byteLength, mediaType };
      if (!stored.has(sha256)) stored.set(sha256, { bytes: Uint8Array.from(bytes), ref });
      return ref;
    },
    get: async ({ sha256 }) => {
      const found = stored.get(sha256);
      if (found === undefined) throw new PipelineError('not-found', `Artifact ${sha256} is gone.`);
      return found.bytes;
    },
    find: async (sha256) => stored.get(sha256)?.ref,
  };
}
