import { setTimeout as delay } from 'node:timers/promises';
import type { ContainerClient } from '@azure/storage-blob';
import { PipelineError } from '../../pipeline/errors/pipeline-error.js';
import type { DocumentStore } from '../../pipeline/ports/document-store.js';
import { isStatus } from './is-status.js';

/** Concurrent writers of one document are few and quick; more rounds than this is a fault. */
const maxUpdateRounds = 40;

/** JSON documents as blobs of one container. */
export function createBlobDocumentStore(container: ContainerClient): DocumentStore {
  return {
    read: async (path) => (await read(container, path))?.value,
    write: (path, value) => upload(container, path, value, {}),
    create: (path, value) => isAccepted(upload(container, path, value, { ifNoneMatch: '*' })),
    update: (path, change) => update(container, path, change),
    exists: (path) => container.getBlobClient(path).exists(),
    listFolders: (prefix) => listFolders(container, prefix),
  };
}

interface Stored {
  readonly value: unknown;
  readonly etag: string;
}

async function read(container: ContainerClient, path: string): Promise<Stored | undefined> {
  try {
    const response = await container.getBlobClient(path).download();
    const chunks: Buffer[] = [];
    for await (const chunk of response.readableStreamBody ?? []) chunks.push(Buffer.from(chunk));
    return { value: JSON.parse(Buffer.concat(chunks).toString('utf8')), etag: response.etag ?? '' };
  } catch (error) {
    if (isStatus(error, 404)) return undefined;
    throw error;
  }
}

type Conditions = { readonly ifNoneMatch?: '*'; readonly ifMatch?: string };

async function upload(container: ContainerClient, path: string, value: unknown, conditions: Conditions): Promise<void> {
  const text = JSON.stringify(value);
  await container.getBlockBlobClient(path).upload(text, Buffer.byteLength(text), {
    blobHTTPHeaders: { blobContentType: 'application/json' },
    conditions,
  });
}

/** False when the condition of a write did not hold. */
async function isAccepted(write: Promise<void>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (isStatus(error, 409, 412)) return false;
    throw error;
  }
}

async function update(
  container: ContainerClient,
  path: string,
  change: (current: unknown | undefined) => unknown,
): Promise<void> {
  for (let round = 0; round < maxUpdateRounds; round += 1) {
    const current = await read(container, path);
    const conditions: Conditions = current === undefined ? { ifNoneMatch: '*' } : { ifMatch: current.etag };
    if (await isAccepted(upload(container, path, change(current?.value), conditions))) return;
    await delay(Math.random() * 20 * (round + 1)); // spreads the writers that collided
  }
  throw new PipelineError('unavailable', `Document ${path} kept changing while it was updated.`);
}

async function listFolders(container: ContainerClient, prefix: string): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const item of container.listBlobsByHierarchy('/', { prefix })) {
    if (item.kind === 'prefix') names.push(item.name.slice(prefix.length, -1));
  }
  return names;
}
