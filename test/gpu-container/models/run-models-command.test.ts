import { execFileSync } from 'node:child_process';
import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { suggestEngines } from '../../../gpu-container/src/engines/suggest-engines.js';
import { runModelsCommand } from '../../../gpu-container/src/models/cli/run-models-command.js';
import { findModel } from '../../../gpu-container/src/models/find-model.js';
import { modelCatalogue } from '../../../gpu-container/src/models/model-catalogue.js';
import { createModelStore } from '../../../gpu-container/src/models/model-store.js';
import { createBlobSource } from '../../../gpu-container/src/models/sources/blob-source.js';
import { createHubSource } from '../../../gpu-container/src/models/sources/hub-source.js';
import type { ModelSource } from '../../../gpu-container/src/models/sources/model-source.js';
import { samplePath } from '../../samples/sample-path.js';
import { type ModelServer, startModelServer } from './model-server.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'polydub-models-command-'));
});
const servers: ModelServer[] = [];
afterAll(async () => {
  await Promise.all(servers.map((server) => server.close()));
  await rm(folder, { recursive: true, force: true });
});

const nowhere = createHubSource({ endpoint: 'https://nowhere.invalid' });
const run = async (argv: readonly string[], source: ModelSource = nowhere) => {
  const [written, remarks]: [string[], string[]] = [[], []];
  const code = await runModelsCommand(argv, {
    store: createModelStore({ folder, source }),
    source,
    variantOf: (entry) => entry.variants?.cpu,
    suggest: suggestEngines,
    isTerminal: false,
    write: (text) => written.push(text),
    remark: (text) => remarks.push(text),
    signal: new AbortController().signal,
  });
  return { code, written: written.join(''), remarks: remarks.join('') };
};

describe('npm run models', () => {
  it('lists every model with its state, its licence and the command that brings it, for people and for programs', async () => {
    const { code, written } = await run(['list']);
    expect(code).toBe(0);
    for (const { id } of modelCatalogue) expect(written).toContain(id);

    const rows = JSON.parse((await run(['list', '--json'])).written);
    expect(rows.find((row: { id: string }) => row.id === 'nllb-200-distilled-600m')).toMatchObject({
      commercialUse: 'no',
      vouched: 'unverified',
      state: 'missing',
      install: 'npm run models -- pull nllb-200-distilled-600m --variant int8 --trust-first',
    });
  });

  it('names the best engine of each capability for a dubbing, and leaves out what may not be sold', async () => {
    const rowsFor = async (...argv: readonly string[]) => JSON.parse((await run(['list', '--json', ...argv])).written);
    const rows = await rowsFor('--for', 'en:es,de');
    for (const capability of ['speech-recognizer', 'diarizer', 'source-separator', 'translator']) {
      expect(rows).toContainEqual(
        expect.objectContaining({
          capability,
          engine: expect.any(String),
          models: expect.any(String),
          state: 'missing',
        }),
      );
    }
    // every German voice was refined from recordings for research only
    const german = { capability: 'speech-synthesizer', languages: 'de' };
    expect(rows).toContainEqual({ ...german, engine: expect.stringContaining('embedded') });
    expect(await rowsFor('--for', 'en:de', '--any-licence')).toContainEqual(
      expect.objectContaining({ ...german, engine: 'piper-ask', models: expect.stringContaining('piper-de-de') }),
    );
    await expect(run(['list', '--for', 'en:xx'])).rejects.toMatchObject({ code: 'request-invalid' });
    await expect(run(['list', '--for', 'english'])).rejects.toMatchObject({ code: 'request-invalid' });
    await expect(run(['pull', '--for', 'en:'])).rejects.toMatchObject({ code: 'request-invalid' });
  });

  it('asks the public places whether files are still there as listed, and takes none', async () => {
    const { origin, files } = findModel('gtcrn');
    const [file] = files;
    if (origin.kind !== 'github' || file?.sizeBytes === undefined) throw new Error('The catalogue has changed.');
    const path = `/${origin.repo}/${origin.commit}/${file.originPath ?? file.path}`;
    const rawEndpoint = async (sizeBytes: number) => {
      const server = await startModelServer({ files: { [path]: Buffer.alloc(sizeBytes) } });
      servers.push(server);
      return createHubSource({ endpoint: 'https://nowhere.invalid', rawEndpoint: server.endpoint });
    };
    const audit = async (source: ModelSource) => {
      const { code, written } = await run(['audit', 'gtcrn', 'light-asd-ava', '--json'], source);
      return [code, ...JSON.parse(written).map(({ result }: { result: string }) => result)];
    };

    expect(await audit(await rawEndpoint(file.sizeBytes))).toEqual([0, 'same', 'nowhere']);
    expect(await audit(await rawEndpoint(file.sizeBytes + 1))).toEqual([1, 'other', 'nowhere']);
    const empty = await startModelServer({ files: {} });
    servers.push(empty);
    const rawEmpty = createHubSource({ endpoint: 'https://nowhere.invalid', rawEndpoint: empty.endpoint });
    expect(await audit(rawEmpty)).toEqual([1, 'gone', 'nowhere']);
    const nobody = createHubSource({ endpoint: 'https://nowhere.invalid', rawEndpoint: 'https://nowhere.invalid' });
    expect(await audit(nobody)).toEqual([1, 'unknown', 'nowhere']);
  });

  it('learns sizes and digests of the hub from its redirects', async () => {
    const { origin, files } = findModel('opus-mt-en-es');
    if (origin.kind !== 'hub') throw new Error('The catalogue has changed.');
    const digest = 'd'.repeat(64);
    const hub = await startModelServer({
      declaredSha256: digest,
      files: Object.fromEntries(
        files.map(({ path, originPath = path }) => [
          `/${origin.repo}/resolve/${origin.revision}/${originPath}`,
          Buffer.alloc(9),
        ]),
      ),
    });
    servers.push(hub);
    const { code, written } = await run(['audit', 'opus-mt-en-es', '--json'], createHubSource(hub));
    expect(code).toBe(0);
    expect(JSON.parse(written)).toHaveLength(files.length);
    for (const row of JSON.parse(written))
      expect(row).toMatchObject({ result: 'unpinned', sizeBytes: 9, sha256: digest, commit: 'c0ffee' });
  });

  it('tells under which terms each may be used', async () => {
    const rows = JSON.parse((await run(['licences', '--json'])).written);
    expect(rows.length).toBe(modelCatalogue.length);
    for (const row of rows) expect(['yes', 'no', 'ask']).toContain(row.commercialUse);
  });

  it('explains itself when it is not understood', async () => {
    expect(await run(['frobnicate'])).toMatchObject({
      code: 2,
      remarks: expect.stringContaining('usage: npm run models'),
    });
    expect(await run(['pull'])).toMatchObject({ code: 2 });
    await expect(run(['pull', 'hal-9000'])).rejects.toMatchObject({ code: 'engine-missing' });
    await expect(run(['pull', 'gtcrn', '--variant', 'fp7'])).rejects.toMatchObject({ code: 'request-invalid' });
    await expect(run(['list', '--bogus'])).rejects.toMatchObject({
      code: 'request-invalid',
      message: expect.stringMatching(/--bogus[\s\S]*usage: npm run models/),
    });
    await expect(run(['list', 'gtcrn'])).rejects.toMatchObject({ code: 'request-invalid' });
  });

  it.skipIf(samplePath('models') === undefined)('pulls from a folder, finds rot, and mends it', async () => {
    const samples = samplePath('models') ?? '';
    expect(await run(['pull', 'gtcrn', 'swift-f0', '--from', samples])).toMatchObject({ code: 0 });
    expect(JSON.parse((await run(['verify', '--json'])).written).map((row: { id: string }) => row.id)).toEqual([
      'gtcrn',
      'swift-f0',
    ]);

    await writeFile(join(folder, 'gtcrn', 'gtcrn_simple.onnx'), Buffer.alloc(535_190));
    const bad = await run(['verify', 'gtcrn', '--json']);
    expect(bad.code).toBe(1);
    expect(JSON.parse(bad.written)).toEqual([
      { id: 'gtcrn', result: 'bad: npm run models -- pull gtcrn --check', wrong: 'gtcrn_simple.onnx' },
    ]);
    expect((await run(['pull', 'gtcrn', '--check', '--from', samples])).code).toBe(0);
    expect((await run(['verify', 'gtcrn'])).code).toBe(0);
  });

  it.skipIf(samplePath('models') === undefined)(
    'says that what is published nowhere is mended from a folder',
    async () => {
      await run(['pull', 'light-asd-ava', '--from', samplePath('models') ?? '']);
      await rm(join(folder, 'light-asd-ava', 'light_asd_ava.onnx'));
      expect(JSON.parse((await run(['verify', 'light-asd-ava', '--json'])).written)).toMatchObject([
        { result: 'bad: npm run models -- pull light-asd-ava --check --from FOLDER' },
      ]);
      await rm(join(folder, 'light-asd-ava'), { recursive: true });
    },
  );

  it.skipIf(samplePath('models') === undefined)(
    'finds a file of another length, and one that is gone, unasked',
    async () => {
      await run(['pull', 'gtcrn', 'swift-f0', '--from', samplePath('models') ?? '']);
      await appendFile(join(folder, 'gtcrn', 'gtcrn_simple.onnx'), 'x');
      await rm(join(folder, 'swift-f0', 'swift_f0.onnx'));

      const { code, written } = await run(['verify', '--json']);

      expect(code).toBe(1);
      expect(JSON.parse(written)).toMatchObject([
        { id: 'gtcrn', wrong: 'gtcrn_simple.onnx' },
        { id: 'swift-f0', wrong: 'swift_f0.onnx' },
      ]);
    },
  );
});

describe('the models container of a deployment', () => {
  const voice = 'piper-de-de-thorsten-medium';
  const blobsOf = (files: ReadonlyMap<string, Buffer>) =>
    createBlobSource({
      open: async (name, offset) => {
        const bytes = files.get(name);
        return (
          bytes && {
            totalBytes: bytes.length,
            bytes: [bytes.subarray(offset)].values() as unknown as AsyncIterable<Uint8Array>,
          }
        );
      },
    });

  it('counts as here before anything is brought, with the fingerprint it will have', async () => {
    // a voice of ours, vouched for by the lock beside it
    const source: ModelSource = {
      ...blobsOf(new Map()),
      recordedSha256: async (_entry, file) => (file.path.endsWith('json') ? 'a' : 'b').repeat(64),
    };
    const store = createModelStore({ folder: join(folder, 'empty'), source });
    expect(await store.look(voice)).toMatchObject({ kind: 'missing' });
    expect(await store.reach(voice)).toMatchObject({
      kind: 'ready',
      model: { fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
    expect(await createModelStore({ folder: join(folder, 'empty'), source: nowhere }).reach(voice)).toMatchObject({
      kind: 'missing',
    });
  });

  it('is asked when a job needs a model, and says the command when it lacks it', async () => {
    const store = createModelStore({ folder: join(folder, 'empty'), source: blobsOf(new Map()) });
    await expect(store.locate(voice)).rejects.toMatchObject({
      code: 'engine-missing',
      message: expect.stringContaining(`npm run models -- pull ${voice}`),
    });
  });
});

const canMount = (() => {
  try {
    return process.platform === 'linux' && process.getuid?.() === 0 && execFileSync('mount', ['--version']).length > 0;
  } catch {
    return false;
  }
})();

describe('a full disk', () => {
  it.skipIf(!canMount || samplePath('models') === undefined)(
    'is told as such, and the download goes on when there is room',
    async ({ skip }) => {
      const disk = await mkdtemp(join(tmpdir(), 'polydub-full-'));
      try {
        execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=200k', 'tmpfs', disk]);
      } catch {
        await rm(disk, { recursive: true });
        return skip('this machine lets nobody mount');
      }
      try {
        const samples = samplePath('models') ?? '';
        const { createFolderSource } = await import('../../../gpu-container/src/models/sources/folder-source.js');
        const store = createModelStore({ folder: disk, source: createFolderSource(samples) });
        await expect(store.pull('gtcrn', {})).rejects.toMatchObject({ code: 'disk-full' });

        execFileSync('mount', ['-o', 'remount,size=4m', disk]);
        await store.pull('gtcrn', {});
        expect(await store.verify('gtcrn')).toEqual([]);
      } finally {
        execFileSync('umount', [disk]);
        await rm(disk, { recursive: true });
      }
    },
  );
});
