import { createHash, randomBytes } from 'node:crypto';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { BlobSASPermissions, generateBlobSASQueryParameters, StorageSharedKeyCredential } from '@azure/storage-blob';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type StorageFixture, withStorage } from './with-storage.js';

const MIB = 1024 * 1024;

let fixture: StorageFixture;
let opened = 0;

beforeAll(async () => {
  fixture = await withStorage();
});

afterAll(async () => {
  await fixture.dispose();
});

async function freshContainer() {
  opened += 1;
  const container = fixture.client().getContainerClient(`container-${opened}`);
  await container.create();
  return container;
}

async function readSas(container: string, blobName: string, more: object = {}): Promise<string> {
  const { accountName, accountKey } = fixture.address;
  const credential = new StorageSharedKeyCredential(accountName, accountKey);
  const permissions = BlobSASPermissions.parse('r');
  const expiresOn = new Date(Date.now() + 600_000);
  return generateBlobSASQueryParameters(
    { containerName: container, blobName, permissions, expiresOn, ...more },
    credential,
  ).toString();
}

describe('blobs', () => {
  it('come back after a restart with content, properties, metadata, tags and ETag', async () => {
    const { containerName } = await freshContainer();
    const blob = () => fixture.client().getContainerClient(containerName).getBlockBlobClient('dir/a b ü.json');
    const content = JSON.stringify({ text: 'ü' });
    await blob().upload(content, Buffer.byteLength(content), {
      blobHTTPHeaders: { blobContentType: 'application/json', blobContentDisposition: 'inline' },
      metadata: { job: 'j1' },
      tags: { kind: 'memo' },
    });
    const before = await blob().getProperties();
    await fixture.restart();
    const after = await blob().getProperties();
    expect((await blob().downloadToBuffer()).toString()).toBe(content);
    for (const key of ['etag', 'contentType', 'contentDisposition', 'metadata', 'createdOn', 'lastModified'] as const) {
      expect(after[key]).toEqual(before[key]);
    }
    expect(after.contentMD5).toEqual(before.contentMD5);
    expect((await blob().getTags()).tags).toEqual({ kind: 'memo' });
  });

  it('stay changed and deleted after a restart, and can be listed in order', async () => {
    const { containerName } = await freshContainer();
    const container = () => fixture.client().getContainerClient(containerName);
    for (const name of ['b', 'a', 'c/1', 'c/2']) await container().getBlockBlobClient(name).upload(name, name.length);
    await container().deleteBlob('b');
    await container().getBlockBlobClient('a').upload('changed', 7);
    await container().getBlobClient('c/1').setMetadata({ seen: 'yes' });
    await fixture.restart();
    const names: string[] = [];
    for await (const blob of container().listBlobsFlat()) names.push(blob.name);
    expect(names).toEqual(['a', 'c/1', 'c/2']);
    expect((await container().getBlobClient('a').downloadToBuffer()).toString()).toBe('changed');
    expect((await container().getBlobClient('c/1').getProperties()).metadata).toEqual({ seen: 'yes' });
    await container().getBlockBlobClient('d').upload('new', 3);
    expect((await container().getBlobClient('d').downloadToBuffer()).toString()).toBe('new');
  });

  it('of many megabytes go through in blocks, also when the blocks were staged before a restart', async () => {
    const { containerName } = await freshContainer();
    const blob = () => fixture.client().getContainerClient(containerName).getBlockBlobClient('large');
    const blocks = [randomBytes(5 * MIB), randomBytes(5 * MIB)];
    const ids = ['0001', '0002'].map((id) => Buffer.from(id).toString('base64'));
    for (const [at, block] of blocks.entries()) await blob().stageBlock(ids[at] ?? '', block, block.length);
    await fixture.restart();
    await blob().commitBlockList(ids);
    const digest = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
    expect(digest(await blob().downloadToBuffer())).toBe(digest(Buffer.concat(blocks)));
    expect((await blob().downloadToBuffer(5 * MIB - 2, 4)).length).toBe(4);
  });

  it('of hundreds of megabytes are not held in memory', async () => {
    const container = await freshContainer();
    const sizeBytes = 300 * MIB;
    const chunk = randomBytes(MIB);
    const before = process.memoryUsage().rss;
    let peak = before;
    const source = Readable.from(
      (function* () {
        for (let sent = 0; sent < sizeBytes; sent += MIB) {
          peak = Math.max(peak, process.memoryUsage().rss);
          yield chunk;
        }
      })(),
    );
    await container.getBlockBlobClient('film').uploadStream(source, 8 * MIB, 2);
    expect((await container.getBlobClient('film').getProperties()).contentLength).toBe(sizeBytes);
    expect(peak - before).toBeLessThan(sizeBytes / 2);
  });

  it('are copied without being read, also when the source is signed', async () => {
    const container = await freshContainer();
    const source = container.getBlockBlobClient('film ü.mp4');
    await source.uploadData(randomBytes(MIB), { blobHTTPHeaders: { blobContentType: 'video/mp4' } });
    const target = container.getBlobClient('copy of film.mp4');
    const signed = `${source.url}?${await readSas(container.containerName, 'film ü.mp4')}`;

    const metadata = await fetch(`${signed}&comp=metadata`);
    const { copyStatus } = await (await target.beginCopyFromURL(signed)).pollUntilDone();

    expect({ status: metadata.status, bytes: (await metadata.arrayBuffer()).byteLength }).toEqual({
      status: 200,
      bytes: 0,
    });
    expect(copyStatus).toBe('success');
    expect((await target.downloadToBuffer()).equals(await source.downloadToBuffer())).toBe(true);
    expect((await target.getProperties()).contentType).toBe('video/mp4');
  });

  it('are not copied from a source whose signature is wrong', async () => {
    const container = await freshContainer();
    const source = container.getBlockBlobClient('film.mp4');
    await source.uploadData(randomBytes(1000));
    const forged = (await readSas(container.containerName, 'other.mp4')).toString();
    const copying = container.getBlobClient('copy.mp4').beginCopyFromURL(`${source.url}?${forged}`);
    await expect(copying).rejects.toMatchObject({ statusCode: 403 });
  });
});

describe('create-only writes', () => {
  it('let exactly one of many writers in, and stay closed after a restart', async () => {
    const { containerName } = await freshContainer();
    const write = (text: string) =>
      fixture
        .client()
        .getContainerClient(containerName)
        .getBlockBlobClient('once')
        .upload(text, text.length, { conditions: { ifNoneMatch: '*' } });
    const outcomes = await Promise.allSettled(['one', 'two', 'three'].map(write));
    expect(outcomes.filter(({ status }) => status === 'fulfilled').length).toBe(1);
    await fixture.restart();
    await expect(write('four')).rejects.toMatchObject({ statusCode: 409, code: 'BlobAlreadyExists' });
  });

  it('guard an update by the ETag it read, across a restart', async () => {
    const { containerName } = await freshContainer();
    const blob = () => fixture.client().getContainerClient(containerName).getBlockBlobClient('guarded');
    const { etag } = await blob().upload('1', 1);
    if (!etag) throw new Error('An upload returns an ETag.');
    await fixture.restart();
    await blob().upload('2', 1, { conditions: { ifMatch: etag } });
    await expect(blob().upload('3', 1, { conditions: { ifMatch: etag } })).rejects.toMatchObject({ statusCode: 412 });
  });
});

describe('shared access signatures', () => {
  it('let a browser download under the name they carry', async () => {
    const container = await freshContainer();
    await container.getBlockBlobClient('dir/out.mp4').upload('hello', 5);
    const contentDisposition = 'attachment; filename="Film (de).mp4"';
    const sas = await readSas(container.containerName, 'dir/out.mp4', { contentDisposition, contentType: 'video/mp4' });
    const response = await fetch(`${container.getBlobClient('dir/out.mp4').url}?${sas}`);
    expect(response.headers.get('content-disposition')).toBe(contentDisposition);
    expect(response.headers.get('content-type')).toBe('video/mp4');
    expect(await response.text()).toBe('hello');
  });

  it('are refused when changed or absent', async () => {
    const container = await freshContainer();
    await container.getBlockBlobClient('secret').upload('hello', 5);
    const { url } = container.getBlobClient('secret');
    const sas = await readSas(container.containerName, 'secret');
    expect((await fetch(url)).status).toBeGreaterThanOrEqual(400);
    expect((await fetch(`${url}?${sas.replace(/sig=..../, 'sig=AAAA')}`)).status).toBe(403);
    expect(
      (await fetch(`${url}?${sas}`, { method: 'PUT', body: 'x', headers: { 'x-ms-blob-type': 'BlockBlob' } })).status,
    ).toBe(403);
  });
});

describe('copies within the account', () => {
  it('work as a started copy and as a synchronous one, with their conditions', async () => {
    const container = await freshContainer();
    const source = container.getBlockBlobClient('source');
    await source.upload('hello', 5, { metadata: { a: '1' } });
    const signed = `${source.url}?${await readSas(container.containerName, 'source')}`;
    const started = await container.getBlobClient('started').beginCopyFromURL(source.url);
    expect((await started.pollUntilDone()).copyStatus).toBe('success');
    await container.getBlobClient('synchronous').syncCopyFromURL(signed);
    expect((await container.getBlobClient('synchronous').getProperties()).metadata).toEqual({ a: '1' });
    const createOnly = { conditions: { ifNoneMatch: '*' } };
    const again = container.getBlobClient('synchronous').syncCopyFromURL(signed, createOnly);
    await expect(again).rejects.toMatchObject({ statusCode: 409 });
    await fixture.restart();
    const copied = fixture.client().getContainerClient(container.containerName).getBlobClient('started');
    expect((await copied.downloadToBuffer()).toString()).toBe('hello');
  });
});

describe('the directory', () => {
  it('holds the journal and the content, and nothing Azurite would write on its own', async () => {
    expect((await readdir(fixture.directory)).sort()).toEqual(['extents', 'storage.jsonl', 'storage.jsonl.owner']);
    const extents = await readdir(join(fixture.directory, 'extents'));
    for (const extent of extents) expect(extent).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('is cleared at start of content no metadata names', async () => {
    const { containerName } = await freshContainer();
    const blob = () => fixture.client().getContainerClient(containerName).getBlockBlobClient('kept');
    await blob().upload('kept', 4);
    const orphan = '00000000-0000-4000-8000-000000000000';
    await writeFile(join(fixture.directory, 'extents', orphan), 'left by a crash');
    await fixture.restart();
    expect(await readdir(join(fixture.directory, 'extents'))).not.toContain(orphan);
    expect((await blob().downloadToBuffer()).toString()).toBe('kept');
  });
});
