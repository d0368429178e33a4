import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type StorageFixture, withStorage } from './with-storage.js';

const MIB = 1024 * 1024;
let freeBytes = 100 * MIB;
let fixture: StorageFixture;
beforeAll(async () => {
  fixture = await withStorage({ freeBytes: () => freeBytes });
  await fixture.client().getContainerClient('files').create();
});
afterAll(async () => {
  await fixture.dispose();
});

const upload = (name: string, sizeBytes: number) =>
  fixture.client().getContainerClient('files').getBlockBlobClient(name).uploadData(Buffer.alloc(sizeBytes, 7));

describe('a full disk', () => {
  it('refuses what has no room at once and with the reason, keeps the rest and takes it when there is room again', async () => {
    await upload('before', MIB);
    freeBytes = 6 * MIB;
    const started = performance.now();
    await expect(upload('large', 3 * MIB)).rejects.toMatchObject({
      statusCode: 507,
      code: 'InsufficientStorage',
      message: expect.stringContaining('disk of the local storage is full'),
    });
    expect(performance.now() - started).toBeLessThan(3_000); // the client did not try again and again
    await upload('small', 1_000);
    const blobs = fixture.client().getContainerClient('files');
    expect((await blobs.getBlobClient('before').downloadToBuffer()).byteLength).toBe(MIB);
    expect(await blobs.getBlobClient('large').exists()).toBe(false);
    freeBytes = 100 * MIB;
    await upload('large', 3 * MIB);
  });
});
