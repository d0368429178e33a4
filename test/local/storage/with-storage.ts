import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BlobServiceClient } from '@azure/storage-blob';
import {
  type BlobStorage,
  type BlobStorageAddress,
  type CreateBlobStorageParams,
  createBlobStorage,
} from '../../../local/storage/create-blob-storage.js';

/** A storage in a directory of its own that can be restarted. */
export interface StorageFixture {
  readonly directory: string;
  storage: BlobStorage;
  address: BlobStorageAddress;
  /** A real client of the storage as it runs now. */
  readonly client: () => BlobServiceClient;
  readonly restart: (params?: Partial<CreateBlobStorageParams>) => Promise<void>;
  readonly dispose: () => Promise<void>;
}

/** Starts a storage in a new directory. */
export async function withStorage(params: Partial<CreateBlobStorageParams> = {}): Promise<StorageFixture> {
  const directory = await mkdtemp(join(tmpdir(), 'polydub-storage-'));
  const storage = createBlobStorage({ directory, ...params });
  const fixture: StorageFixture = {
    directory,
    storage,
    address: await storage.start(),
    client: () => BlobServiceClient.fromConnectionString(fixture.address.connectionString),
    async restart(changed = {}) {
      await fixture.storage.dispose();
      fixture.storage = createBlobStorage({ directory, ...params, ...changed });
      fixture.address = await fixture.storage.start();
    },
    async dispose() {
      await fixture.storage.dispose();
      await rm(directory, { recursive: true, force: true });
    },
  };
  return fixture;
}
