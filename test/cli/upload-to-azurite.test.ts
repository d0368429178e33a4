import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { BlobServiceClient, StorageSharedKeyCredential } from '@azure/storage-blob';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lookAtFile } from '../../cli/upload/look-at-file.js';
import { blockSizeBytes, planBlocks } from '../../cli/upload/plan-blocks.js';
import { putBlocks } from '../../cli/upload/put-blocks.js';
import { readArrivedBlocks } from '../../cli/upload/read-arrived-blocks.js';
import { sendToBlob } from '../../cli/upload/send-to-blob.js';
import { signBlobUrl } from '../../platform/storage/sign-blob-url.js';

const account = 'devstoreaccount1';
// the published key of Microsoft's emulator: https://learn.microsoft.com/azure/storage/common/storage-connect-azurite
const key = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';
const io = { sleep: async () => undefined };
const film = randomBytes(blockSizeBytes + 54_321);

let azurite: ChildProcess;
let service: BlobServiceClient;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'polydub-azurite-'));
  await writeFile(join(folder, 'film.mp4'), film);
  const main = createRequire(import.meta.url).resolve('azurite/dist/src/blob/main.js');
  const args = [main, '--blobPort', '0', '--inMemoryPersistence', '--skipApiVersionCheck', '--disableTelemetry'];
  azurite = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
  const url = await listeningUrl(azurite);
  service = new BlobServiceClient(`${url}/${account}`, new StorageSharedKeyCredential(account, key));
  await service.createContainer('uploads');
});

afterAll(async () => {
  const exit = once(azurite, 'exit');
  azurite.kill();
  await exit;
  await rm(folder, { recursive: true });
});

async function listeningUrl(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('azurite has no output');
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /successfully listen\w* (?:at|on) (http:\/\/\S+)/i.exec(line)?.[1];
    if (url !== undefined) return url;
  }
  throw new Error('azurite ended before it listened');
}

const sign = (blob: string, lifetimeMs = 60_000) =>
  signBlobUrl({ service, container: 'uploads', blob, permissions: 'rcw', now: new Date(), lifetimeMs });

describe('an upload to a real block blob service', () => {
  it('skips the blocks that arrived, sends the rest and commits all of them in order', async () => {
    const file = await lookAtFile(folder, 'film.mp4');
    const uploadUrl = await sign("0f/it's a talk — 講演.mp4");
    const [first] = planBlocks(film.length);
    if (first === undefined) throw new Error('a film has blocks');
    const body = Uint8Array.from(film.subarray(0, first.sizeBytes));
    await sendToBlob({ io, method: 'PUT', uploadUrl, query: { comp: 'block', blockid: first.id }, body });
    const told: number[] = [];

    const arrived = await readArrivedBlocks({ io, uploadUrl });
    const outcome = await putBlocks({
      io,
      uploadUrl,
      file,
      mediaType: 'video/mp4',
      onBytes: (done) => told.push(done),
    });

    expect([...arrived]).toEqual([[first.id, blockSizeBytes]]);
    expect(outcome).toEqual({ isCommitted: true, sentBytes: 54_321 });
    expect(told).toEqual([blockSizeBytes, film.length]);
    const blob = service.getContainerClient('uploads').getBlobClient("0f/it's a talk — 講演.mp4");
    expect((await blob.downloadToBuffer()).equals(film)).toBe(true);
    expect((await blob.getProperties()).contentType).toBe('video/mp4');
  });

  it('finds nothing where nothing was sent', async () => {
    expect(await readArrivedBlocks({ io, uploadUrl: await sign('nothing') })).toEqual(new Map());
  });

  it('reports a signature that ran out, instead of failing', async () => {
    const file = await lookAtFile(folder, 'film.mp4');
    const uploadUrl = await sign('late', -1000);

    const outcome = await putBlocks({ io, uploadUrl, file, mediaType: 'video/mp4', onBytes: () => undefined });

    expect(outcome).toEqual({ isCommitted: false, sentBytes: 0 });
  });
});
