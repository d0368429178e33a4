import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ModelEntry, ModelFile } from '../../../gpu-container/src/models/model-entry.js';
import { MODEL_LOCK_FILE, ModelLock } from '../../../gpu-container/src/models/model-lock.js';
import { createModelStore } from '../../../gpu-container/src/models/model-store.js';
import { createFolderSource } from '../../../gpu-container/src/models/sources/folder-source.js';
import { createHubSource } from '../../../gpu-container/src/models/sources/hub-source.js';
import { bundleScript } from '../../local/bundle-script.js';
import { type ModelServer, type ModelServerParams, startModelServer } from './model-server.js';

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const entryOf = (files: readonly ModelFile[]): ModelEntry => ({
  id: 'big',
  title: 'A model for tests',
  task: 'pitch',
  origin: { kind: 'hub', repo: 'org/model', revision: 'main' },
  files,
  licence: { name: 'MIT', commercialUse: 'yes' },
  languages: [],
  memoryMiB: 1,
  providers: ['cpu'],
  citation: 'none',
});
const weights = randomBytes(300_000);
const served = { '/org/model/resolve/main/weights.onnx': weights };
const known: ModelFile = { path: 'weights.onnx', sha256: sha256(weights), sizeBytes: weights.length };

let folder: string;
const servers: ModelServer[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'polydub-models-'));
});
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
  await rm(folder, { recursive: true, force: true });
});

const serve = async (params: Partial<ModelServerParams> = {}): Promise<ModelServer> => {
  const server = await startModelServer({ files: served, ...params });
  servers.push(server);
  return server;
};
const storeOf = (server: ModelServer, file: ModelFile = known) =>
  createModelStore({ folder, source: createHubSource({ endpoint: server.endpoint }), find: () => entryOf([file]) });
const lockOf = async () => ModelLock.parse(JSON.parse(await readFile(join(folder, 'big', MODEL_LOCK_FILE), 'utf8')));

describe('pulling a model', () => {
  it('brings the bytes, pins them and is then ready without asking anyone', async () => {
    const server = await serve();
    const store = storeOf(server);

    const model = await store.pull('big', {});
    await server.close();

    expect(sha256(await readFile(model.file('weights.onnx')))).toBe(sha256(weights));
    expect((await lockOf()).files).toEqual([
      { path: 'weights.onnx', sha256: sha256(weights), sizeBytes: weights.length, pinnedBy: 'catalogue' },
    ]);
    expect((await store.locate('big')).fingerprint).toBe(model.fingerprint);
  });

  it('goes on where a cut connection ended', async () => {
    const server = await serve({ cutAfter: (answer) => (answer <= 2 ? 100_000 : undefined) });

    const model = await storeOf(server).pull('big', {});

    expect(sha256(await readFile(model.file('weights.onnx')))).toBe(sha256(weights));
    const starts = server.requests.map(({ range }) => Number(/=(\d+)-/.exec(range ?? '=0-')?.[1]));
    expect(starts.length).toBe(3);
    expect(starts[1]).toBeGreaterThan(0);
    expect(starts[2]).toBeGreaterThan(starts[1] ?? 0);
  });

  it('starts again at a server that knows no ranges', async () => {
    const server = await serve({ ignoresRanges: true, cutAfter: (answer) => (answer === 1 ? 100_000 : undefined) });

    const model = await storeOf(server).pull('big', {});

    expect(sha256(await readFile(model.file('weights.onnx')))).toBe(sha256(weights));
  });

  it('gives a source up that breaks off again and again, and says which file', async () => {
    const server = await serve({ cutAfter: () => 0 });

    await expect(storeOf(server).pull('big', {})).rejects.toMatchObject({ code: 'unavailable' });
    expect(server.requests.length).toBe(4);
  });

  it('refuses other bytes than the catalogue names and leaves nothing that could be taken for them', async () => {
    const server = await serve({ files: { '/org/model/resolve/main/weights.onnx': randomBytes(weights.length) } });
    const store = storeOf(server);

    await expect(store.pull('big', {})).rejects.toMatchObject({ code: 'model-damaged' });
    expect((await store.look('big')).kind).toBe('missing');
    await expect(stat(join(folder, 'big', 'weights.onnx'))).rejects.toThrow();
    await expect(stat(join(folder, 'big', 'weights.onnx.part'))).rejects.toThrow();
  });

  it('starts afresh when the rest of an older file lies where the new one is to come', async () => {
    await mkdir(join(folder, 'big'));
    await writeFile(join(folder, 'big', 'weights.onnx.part'), randomBytes(50_000));
    const server = await serve();

    const model = await storeOf(server).pull('big', {});

    expect(sha256(await readFile(model.file('weights.onnx')))).toBe(sha256(weights));
  });

  it('refuses bytes the hub itself declares otherwise', async () => {
    const server = await serve({ declaredSha256: sha256(randomBytes(8)) });
    const { sha256: _, ...unknown } = known;

    await expect(storeOf(server, unknown).pull('big', { trustFirst: true })).rejects.toMatchObject({
      code: 'model-damaged',
    });
  });

  it('takes what nobody vouches for only when told to, pins it, and holds later pulls to it', async () => {
    const server = await serve({ declaredSha256: sha256(weights) });
    const unknown = { path: 'weights.onnx' };

    await expect(storeOf(server, unknown).pull('big', {})).rejects.toThrow('--trust-first');
    expect(server.requests).toEqual([]);
    await storeOf(server, unknown).pull('big', { trustFirst: true });
    expect(await lockOf()).toMatchObject({ commit: 'c0ffee', files: [{ pinnedBy: 'first-pull' }] });

    await rm(join(folder, 'big', 'weights.onnx'));
    const other = await serve({ files: { '/org/model/resolve/main/weights.onnx': randomBytes(weights.length) } });
    await expect(storeOf(other, unknown).pull('big', { trustFirst: true })).rejects.toMatchObject({
      code: 'model-damaged',
    });
  });

  it('says what is missing and the command that brings it, and never pulls from a public place by itself', async () => {
    const server = await serve();

    await expect(storeOf(server).locate('big')).rejects.toThrow(
      'Model big is not on this machine (weights.onnx). Bring it with: npm run models -- pull big',
    );
    expect(server.requests).toEqual([]);
  });

  it('finds weights that rotted on the disk and brings them again', async () => {
    const store = storeOf(await serve());
    const model = await store.pull('big', {});
    await writeFile(model.file('weights.onnx'), randomBytes(weights.length));

    expect(await store.verify('big')).toEqual(['weights.onnx']);
    await store.pull('big', { isChecked: true });
    expect(await store.verify('big')).toEqual([]);
  });
});

describe('a folder as the origin', () => {
  it('finds files by their content whatever they are called there, and serves a job by itself', async () => {
    const origin = join(folder, 'somewhere');
    await mkdir(join(origin, 'deep'), { recursive: true });
    await writeFile(join(origin, 'deep', 'renamed.bin'), weights);
    await writeFile(join(origin, 'same-size.bin'), randomBytes(weights.length));
    const store = createModelStore({
      folder: join(folder, 'store'),
      source: createFolderSource(origin),
      find: () => entryOf([known]),
    });

    const model = await store.locate('big');

    expect(sha256(await readFile(model.file('weights.onnx')))).toBe(sha256(weights));
  });

  it('hands on what another machine pinned', async () => {
    const server = await serve();
    const unknown = { path: 'weights.onnx' };
    await storeOf(server, unknown).pull('big', { trustFirst: true });
    const copy = createModelStore({
      folder: join(folder, 'copy'),
      source: createFolderSource(folder),
      find: () => entryOf([unknown]),
    });

    await copy.pull('big', {});

    expect(await copy.verify('big')).toEqual([]);
  });
});

describe('processes that share a folder', () => {
  const start = async (server: ModelServer) => {
    const script = await bundleScript({
      entry: join(import.meta.dirname, 'pull-process.ts'),
      directory: await mkdtemp(join(process.cwd(), 'node_modules', '.polydub-pull-')),
    });
    const child = spawn(process.execPath, [script, server.endpoint, folder, sha256(weights)]);
    const lines: string[] = [];
    child.stdout.setEncoding('utf8').on('data', (text: string) => lines.push(...text.trim().split('\n')));
    const ended = once(child, 'exit').then(() => rm(join(script, '..'), { recursive: true, force: true }));
    return { child, lines, ended };
  };

  it('download a model once between them', async () => {
    const server = await serve({ chunkDelayMs: 20 });

    const both = await Promise.all([start(server), start(server)]);
    await Promise.all(both.map(({ ended }) => ended));

    expect(both.map(({ lines }) => lines.at(-1)?.startsWith('done'))).toEqual([true, true]);
    expect(server.requests.length).toBe(1);
  });

  it('go on after one of them was killed in the middle, from the bytes it had', async () => {
    const server = await serve({ chunkDelayMs: 30 });
    const first = await start(server);
    while (Number(first.lines.at(-1) ?? 0) < 60_000) await once(first.child.stdout, 'data');
    first.child.kill('SIGKILL');
    await first.ended;
    const had = (await stat(join(folder, 'big', 'weights.onnx.part'))).size;

    const second = await start(server);
    await second.ended;

    expect(second.lines.at(-1)).toMatch(/^done/);
    expect(had).toBeGreaterThanOrEqual(60_000);
    expect(server.requests.at(-1)?.range).toBe(`bytes=${had}-`);
  });
});
