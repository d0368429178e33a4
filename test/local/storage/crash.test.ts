import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BlobServiceClient, type ContainerClient } from '@azure/storage-blob';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { bundleScript } from '../bundle-script.js';

const KILLS = 5;
const WRITERS = 3;
const UPLOADS_PER_KILL = 25;
const CACHE = fileURLToPath(new URL('../../../node_modules/.cache/', import.meta.url));

const message = z.union([z.object({ connectionString: z.string() }), z.object({ created: z.string() })]);

interface RunningStorage {
  readonly child: ChildProcess;
  readonly inbox: ContainerClient;
}

let directory: string;
let script: string;
let running: RunningStorage | undefined;
const reported = new Set<string>();

beforeAll(async () => {
  await mkdir(CACHE, { recursive: true });
  directory = await mkdtemp(join(CACHE, 'polydub-storage-crash-'));
  const entry = fileURLToPath(new URL('./storage-process.ts', import.meta.url));
  script = await bundleScript({ entry, directory });
});

afterAll(async () => {
  running?.child.kill('SIGKILL');
  await rm(directory, { recursive: true, force: true });
});

async function startStorage(): Promise<RunningStorage> {
  const child = fork(script, [join(directory, 'data')]);
  const connectionString = await new Promise<string>((resolve) => {
    child.on('message', (raw) => {
      const told = message.parse(raw);
      if ('created' in told) reported.add(told.created.split('/blobs/')[1] ?? '');
      else resolve(told.connectionString);
    });
  });
  const client = BlobServiceClient.fromConnectionString(connectionString, { retryOptions: { maxTries: 1 } });
  running = { child, inbox: client.getContainerClient('inbox') };
  return running;
}

/** Uploads one blob after the other, each only if it is new, until that fails; keeps the ETag of each acknowledged one. */
async function write(inbox: ContainerClient, prefix: string, acknowledged: Map<string, string>): Promise<void> {
  for (let at = 0; ; at += 1) {
    const name = `${prefix}/${at}`;
    try {
      const uploaded = await inbox
        .getBlockBlobClient(name)
        .upload(contentOf(name), contentOf(name).length, { conditions: { ifNoneMatch: '*' } });
      acknowledged.set(name, uploaded.etag ?? '');
    } catch {
      return;
    }
  }
}

function contentOf(name: string): string {
  return `content of ${name} `.repeat(20);
}

/** Resolves to the signal that ended the process. */
async function writeUntilKilled(round: number, acknowledged: Map<string, string>): Promise<unknown> {
  const { child, inbox } = await startStorage();
  await inbox.createIfNotExists();
  const exited = once(child, 'exit');
  const target = acknowledged.size + UPLOADS_PER_KILL;
  const writers = Array.from({ length: WRITERS }, (_, at) => write(inbox, `round-${round}-${at}`, acknowledged));
  await vi.waitFor(() => expect(acknowledged.size).toBeGreaterThanOrEqual(target), { timeout: 20_000, interval: 1 });
  child.kill('SIGKILL');
  const [, signal] = await exited;
  await Promise.all(writers);
  return signal;
}

it('loses no acknowledged upload and no event about one to kill -9', async () => {
  const acknowledged = new Map<string, string>();
  let kills = 0;
  for (let round = 0; round < KILLS; round += 1) {
    if ((await writeUntilKilled(round, acknowledged)) === 'SIGKILL') kills += 1;
  }
  const { inbox } = await startStorage();
  for (const [name, etag] of acknowledged) {
    const blob = inbox.getBlockBlobClient(name);
    expect((await blob.downloadToBuffer()).toString()).toBe(contentOf(name));
    expect((await blob.getProperties()).etag).toBe(etag);
  }
  await expect
    .poll(() => [...acknowledged.keys()].filter((name) => !reported.has(name)), { timeout: 10_000 })
    .toEqual([]);
  expect(kills).toBe(KILLS);
  expect(acknowledged.size).toBeGreaterThanOrEqual(KILLS * UPLOADS_PER_KILL);
});
