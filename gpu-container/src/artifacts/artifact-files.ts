import { randomUUID } from 'node:crypto';
import { copyFile, link, mkdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ContainerClient } from '@azure/storage-blob';
import type { ArtifactRef } from '../../../pipeline/contracts/artifact-ref.js';
import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';
import { isStatus } from '../../../platform/storage/is-status.js';
import { hashFile } from './hash-file.js';

/** Artifacts as local files: engines and ffmpeg work on paths, of any size. */
export interface ArtifactFiles {
  /** Path of a verified, read-only copy. Fails with `not-found` when the artifact has expired. */
  fetch(ref: ArtifactRef): Promise<string>;
  /** Stores a finished file. The file may be moved: do not touch it afterwards. */
  store(path: string, mediaType: string): Promise<ArtifactRef>;
  /** Time spent hashing and moving bytes so far, in ms: what is left of a unit's time is work. */
  readonly transferMs: number;
}

export interface ArtifactFilesDeps {
  readonly container: ContainerClient;
  /** Must be on the file system of `workDirectory`, or files are copied instead of linked. */
  readonly cacheDirectory: string;
}

const blockSizeBytes = 8 * 1024 * 1024;
const parallelBlocks = 4;

/** A content-addressed directory in front of the artifact container. */
export function createArtifactFiles({ container, cacheDirectory }: ArtifactFilesDeps): ArtifactFiles {
  let transferMs = 0;
  let underWay = 0;
  let since = 0;
  // transfers side by side count once: what is left of a unit's time is then work
  const timed = async <T>(work: () => Promise<T>): Promise<T> => {
    if (underWay === 0) since = performance.now();
    underWay += 1;
    try {
      return await work();
    } finally {
      underWay -= 1;
      if (underWay === 0) transferMs += performance.now() - since;
    }
  };
  return {
    fetch: (ref) => timed(() => fetchFile(container, cacheDirectory, ref)),
    store: (path, mediaType) => timed(() => storeFile(container, cacheDirectory, path, mediaType)),
    get transferMs() {
      return transferMs;
    },
  };
}

async function fetchFile(container: ContainerClient, cache: string, ref: ArtifactRef): Promise<string> {
  const path = join(cache, ref.sha256);
  if (await hasSize(path, ref.sizeBytes)) return path;
  await mkdir(cache, { recursive: true });
  const partial = `${path}.${randomUUID()}.partial`;
  try {
    await container.getBlobClient(ref.sha256).downloadToFile(partial);
    const sha256 = await hashFile(partial);
    if (sha256 !== ref.sha256) {
      throw new PipelineError('unavailable', `Artifact ${ref.sha256} arrived damaged (as ${sha256}).`);
    }
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    if (isStatus(error, 404)) throw new PipelineError('not-found', `Artifact ${ref.sha256} is gone.`, { cause: error });
    throw error;
  }
  return path;
}

async function storeFile(
  container: ContainerClient,
  cache: string,
  path: string,
  mediaType: string,
): Promise<ArtifactRef> {
  const [sha256, { size }] = await Promise.all([hashFile(path), stat(path)]);
  try {
    await container.getBlockBlobClient(sha256).uploadFile(path, {
      blockSize: blockSizeBytes,
      concurrency: parallelBlocks,
      blobHTTPHeaders: { blobContentType: mediaType },
      conditions: { ifNoneMatch: '*' },
    });
  } catch (error) {
    if (!isStatus(error, 409, 412)) throw error; // there already: same name, same bytes
  }
  await keep(cache, path, sha256);
  return { sha256, sizeBytes: size, mediaType };
}

/** The next unit on this machine likely reads what this one wrote. */
async function keep(cache: string, path: string, sha256: string): Promise<void> {
  await mkdir(cache, { recursive: true });
  const kept = join(cache, sha256);
  const partial = `${kept}.${randomUUID()}.partial`;
  try {
    await link(path, partial);
  } catch {
    await copyFile(path, partial); // another file system, or one without links
  }
  await rename(partial, kept);
}

async function hasSize(path: string, sizeBytes: number): Promise<boolean> {
  try {
    return (await stat(path)).size === sizeBytes;
  } catch {
    return false;
  }
}
