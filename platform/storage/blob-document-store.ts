import type { ContainerClient } from '@azure/storage-blob';
import type { DocumentStore } from '../../pipeline/ports/document-store.js';
import { isStatus } from './is-status.js';

/** JSON documents as blobs of one container. */
export function createBlobDocumentStore(container: ContainerClient): DocumentStore {
  return {
    read: (path) => read(container, path),
    write: async (path, value) => {
      await upload(container, path, value, undefined);
    },
    create: (path, value) => create(container, path, value),
    exists: (path) => container.getBlobClient(path).exists(),
    list: (prefix) => list(container, prefix),
    listFolders: (prefix) => listFolders(container, prefix),
  };
}

async function read(container: ContainerClient, path: string): Promise<unknown | undefined> {
  try {
    const bytes = await container.getBlobClient(path).downloadToBuffer();
    return JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    if (isStatus(error, 404)) return undefined;
    throw error;
  }
}

async function upload(container: ContainerClient, path: string, value: unknown, ifNoneMatch: '*' | undefined) {
  const text = JSON.stringify(value);
  await container.getBlockBlobClient(path).upload(text, Buffer.byteLength(text), {
    blobHTTPHeaders: { blobContentType: 'application/json' },
    ...(ifNoneMatch === undefined ? {} : { conditions: { ifNoneMatch } }),
  });
}

async function create(container: ContainerClient, path: string, value: unknown): Promise<boolean> {
  try {
    await upload(container, path, value, '*');
    return true;
  } catch (error) {
    if (isStatus(error, 409, 412)) return false;
    throw error;
  }
}

async function list(container: ContainerClient, prefix: string): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const blob of container.listBlobsFlat({ prefix })) names.push(blob.name);
  return names;
}

async function listFolders(container: ContainerClient, prefix: string): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const item of container.listBlobsByHierarchy('/', { prefix })) {
    if (item.kind === 'prefix') names.push(item.name.slice(prefix.length, -1));
  }
  return names;
}
