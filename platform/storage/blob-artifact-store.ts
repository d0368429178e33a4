import { createHash } from 'node:crypto';
import type { ContainerClient } from '@azure/storage-blob';
import type { ArtifactRef } from '../../pipeline/contracts/artifact-ref.js';
import { PipelineError } from '../../pipeline/errors/pipeline-error.js';
import type { ArtifactStore } from '../../pipeline/ports/artifact-store.js';
import { isStatus } from './is-status.js';

/** Artifacts as blobs named by their SHA-256, created once and never changed. */
export function createBlobArtifactStore(container: ContainerClient): ArtifactStore {
  return {
    put: (bytes, mediaType) => put(container, bytes, mediaType),
    get: (ref) => get(container, ref),
    find: (sha256) => find(container, sha256),
  };
}

async function put(container: ContainerClient, bytes: Uint8Array, mediaType: string): Promise<ArtifactRef> {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  try {
    await container.getBlockBlobClient(sha256).upload(bytes, bytes.byteLength, {
      blobHTTPHeaders: { blobContentType: mediaType },
      conditions: { ifNoneMatch: '*' },
    });
  } catch (error) {
    if (!isStatus(error, 409, 412)) throw error; // there already: same name, same bytes
  }
  return { sha256, sizeBytes: bytes.byteLength, mediaType };
}

async function get(container: ContainerClient, ref: ArtifactRef): Promise<Uint8Array> {
  try {
    return await container.getBlobClient(ref.sha256).downloadToBuffer();
  } catch (error) {
    if (isStatus(error, 404)) {
      throw new PipelineError('not-found', `Artifact ${ref.sha256} is gone.`, { cause: error });
    }
    throw error;
  }
}

async function find(container: ContainerClient, sha256: string): Promise<ArtifactRef | undefined> {
  try {
    const found = await container.getBlobClient(sha256).getProperties();
    return {
      sha256,
      sizeBytes: found.contentLength ?? 0,
      mediaType: found.contentType ?? 'application/octet-stream',
    };
  } catch (error) {
    if (isStatus(error, 404)) return undefined;
    throw error;
  }
}
