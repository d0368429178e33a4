import { chmod, lstat, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { linkBakedModels } from '../../../gpu-container/src/models/link-baked-models.js';
import type { ModelEntry } from '../../../gpu-container/src/models/model-entry.js';
import { createModelStore } from '../../../gpu-container/src/models/model-store.js';
import { createFolderSource } from '../../../gpu-container/src/models/sources/folder-source.js';
import { lockFolder } from './lock-folder.js';

const entry: ModelEntry = {
  ...{ id: 'small', title: 'A model for tests', task: 'pitch', languages: [], memoryMiB: 1, providers: ['cpu'] },
  origin: { kind: 'hub', repo: 'org/model', revision: 'main' },
  files: [
    { path: 'config.json' },
    { path: 'onnx/int8.onnx', variant: 'int8' },
    { path: 'onnx/fp16.onnx', variant: 'fp16' },
  ],
  variants: { cpu: 'int8', cuda: 'fp16' },
  licence: { name: 'MIT', commercialUse: 'yes' },
  citation: 'none',
};

let root: string;
let baked: string;
let folder: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'polydub-baked-'));
  baked = join(root, 'image');
  folder = join(root, 'work', 'models');
  await mkdir(join(baked, 'small', 'onnx'), { recursive: true });
  await writeFile(join(baked, 'small', 'config.json'), '{}');
  await writeFile(join(baked, 'small', 'onnx', 'int8.onnx'), 'the weights');
  await lockFolder(join(baked, 'small'));
  await chmod(join(baked, 'small'), 0o555);
});
afterEach(async () => {
  await chmod(join(baked, 'small'), 0o755);
  await rm(root, { recursive: true, force: true });
});
const store = (origin: string) =>
  createModelStore({ folder, baked, source: createFolderSource(origin), find: () => entry });

describe('models an image was built with', () => {
  it('are models of the machine, without a copy', async () => {
    const model = await store(join(root, 'nowhere')).locate('small', { variant: 'int8' });

    expect(await readFile(model.file('onnx/int8.onnx'), 'utf8')).toBe('the weights');
    expect((await lstat(model.file('onnx/int8.onnx'))).isSymbolicLink()).toBe(true);
    expect(await store(join(root, 'nowhere')).verify('small', 'int8')).toEqual([]);
  });

  it('get company of what is brought later, which touches nothing of the image', async () => {
    const origin = join(root, 'origin');
    await mkdir(join(origin, 'small', 'onnx'), { recursive: true });
    await writeFile(join(origin, 'small', 'onnx', 'fp16.onnx'), 'half of them');
    const before = await readFile(join(baked, 'small', 'model.lock.json'), 'utf8');

    const model = await store(origin).pull('small', { variant: 'fp16', trustFirst: true });

    expect(await readFile(model.file('onnx/fp16.onnx'), 'utf8')).toBe('half of them');
    expect((await store(origin).look('small', 'int8')).kind).toBe('ready');
    expect(await readFile(join(baked, 'small', 'model.lock.json'), 'utf8')).toBe(before);
  });

  it('may be linked by several processes at once, and again', async () => {
    await Promise.all(Array.from({ length: 8 }, () => linkBakedModels({ baked, folder })));
    await linkBakedModels({ baked, folder });
    expect((await store(join(root, 'nowhere')).look('small', 'int8')).kind).toBe('ready');
  });

  it('may be none', async () => {
    await linkBakedModels({ baked: join(root, 'nothing'), folder });
    await expect(
      createModelStore({
        folder,
        baked: join(root, 'nothing'),
        source: createFolderSource(root),
        find: () => entry,
      }).look('small'),
    ).resolves.toMatchObject({ kind: 'missing' });
  });
});
