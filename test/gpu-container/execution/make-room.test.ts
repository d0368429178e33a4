import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeRoom } from '../../../gpu-container/src/execution/make-room.js';

let workDirectory: string;
let cacheDirectory: string;
beforeEach(async () => {
  workDirectory = await mkdtemp(join(tmpdir(), 'room-'));
  cacheDirectory = join(workDirectory, 'artifacts');
  await mkdir(join(cacheDirectory, 'ab'), { recursive: true });
  await mkdir(join(workDirectory, 'models', 'whisper'), { recursive: true });
  await writeFile(join(cacheDirectory, 'ab', 'source'), Buffer.alloc(600));
  await writeFile(join(workDirectory, 'models', 'whisper', 'model.onnx'), Buffer.alloc(300));
});
afterEach(() => rm(workDirectory, { recursive: true, force: true }));

it('keeps what there is room for: the next task may want it', async () => {
  expect(await makeRoom({ workDirectory, cacheDirectory, maxBytes: 901 })).toBe(900);
  expect(await readdir(cacheDirectory)).toEqual(['ab']);
});

it('empties the cache where there is none, and says what stays', async () => {
  expect(await makeRoom({ workDirectory, cacheDirectory, maxBytes: 900 })).toBe(300);
  expect(await readdir(workDirectory)).toEqual(['models']);
});

it('finds nothing in a directory that was never made', async () => {
  const missing = join(workDirectory, 'missing');
  expect(await makeRoom({ workDirectory: missing, cacheDirectory: join(missing, 'artifacts'), maxBytes: 1 })).toBe(0);
});
