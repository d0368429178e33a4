import { copyFile, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ArtifactFiles } from '../../../gpu-container/src/artifacts/artifact-files.js';
import { hashFile } from '../../../gpu-container/src/artifacts/hash-file.js';
import type { ArtifactRef } from '../../../pipeline/contracts/artifact-ref.js';

/** Artifacts in a folder, for a stage run without storage. */
export interface FolderArtifacts extends ArtifactFiles {
  putJson(value: unknown): Promise<ArtifactRef>;
  putFile(path: string): Promise<ArtifactRef>;
}

/** Artifacts that are kept in that folder under their digest. */
export async function createFolderArtifacts(folder: string): Promise<FolderArtifacts> {
  await mkdir(folder, { recursive: true });
  const store = async (path: string, mediaType: string): Promise<ArtifactRef> => {
    const [sha256, { size }] = await Promise.all([hashFile(path), stat(path)]);
    await copyFile(path, join(folder, sha256));
    return { sha256, sizeBytes: size, mediaType };
  };
  return {
    transferMs: 0,
    store,
    fetch: async ({ sha256 }) => {
      await readFile(join(folder, sha256)); // fails when it was never put
      return join(folder, sha256);
    },
    putFile: (path) => store(path, 'application/octet-stream'),
    putJson: async (value) => {
      const path = join(folder, 'value.json');
      await writeFile(path, JSON.stringify(value));
      return store(path, 'application/json');
    },
  };
}
