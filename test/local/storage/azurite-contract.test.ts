import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import type { AzuriteBlobServer } from '../../../local/storage/azurite/azurite-internals.js';
import { createBlobServer } from '../../../local/storage/azurite/create-blob-server.js';

let directory: string;
let server: AzuriteBlobServer;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'polydub-azurite-'));
  server = createBlobServer({ extentDirectory: join(directory, 'extents'), port: 0 });
  await server.start();
});

afterAll(async () => {
  await server.close();
  await rm(directory, { recursive: true, force: true });
});

it('is the Azurite release whose internals are used', async () => {
  const file = createRequire(import.meta.url).resolve('azurite/package.json');
  const { version } = z.object({ version: z.string() }).parse(JSON.parse(await readFile(file, 'utf8')));
  expect(version).toBe('3.35.0');
});

it('keeps its metadata in the collections the journal follows', () => {
  const names = [...server.metadataStore.db.collections, ...server.extentMetadataStore.db.collections].map(
    ({ name }) => name,
  );
  expect(names).toEqual([
    '$SERVICES_COLLECTION$',
    '$CONTAINERS_COLLECTION$',
    '$BLOBS_COLLECTION$',
    '$BLOCKS_COLLECTION$',
    '$EXTENTS_COLLECTION$',
  ]);
});

it('has every member the storage reaches for', () => {
  const [blobs] = server.metadataStore.db.collections;
  expect(typeof blobs?.insertOne).toBe('function');
  expect(typeof blobs?.ensureAllIndexes).toBe('function');
  expect(typeof blobs?.maxId).toBe('number');
  expect(typeof blobs?.adaptiveBinaryIndices).toBe('boolean');
  expect(typeof server.gcManager.start).toBe('function');
  expect(typeof server.httpServer.stop).toBe('function');
  expect(typeof server.accountDataStore.refresh).toBe('function');
  expect(server.extentStore.activeWriteExtents.length).toBe(10);
});

it('numbers a document with the id after the highest one', () => {
  const collection = server.metadataStore.db.collections.find(({ name }) => name === '$BLOCKS_COLLECTION$');
  if (!collection) throw new Error('Expected the collection of blocks.');
  const seen: unknown[] = [];
  collection.on('insert', (document) => seen.push(document));
  collection.maxId = 41;
  collection.insertOne({ name: 'block' });
  expect(seen).toMatchObject([{ name: 'block', $loki: 42 }]);
});
