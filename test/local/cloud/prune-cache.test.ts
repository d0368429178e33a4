import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pruneCache } from '../../../local/cloud/prune-cache.js';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'prune-'));
  for (const [name, usedS] of [
    ['old', 1_000],
    ['recent', 3_000],
    ['middle', 2_000],
  ] as const) {
    await writeFile(join(directory, name), Buffer.alloc(100));
    await utimes(join(directory, name), usedS, usedS);
  }
});
afterEach(() => rm(directory, { recursive: true, force: true }));

describe('pruneCache', () => {
  it('removes what was not used for longest, and no more than it must', async () => {
    await pruneCache(directory, 200);
    expect((await readdir(directory)).sort()).toEqual(['middle', 'recent']);
  });

  it('leaves a cache alone that is small enough, or not there', async () => {
    await pruneCache(directory, 300);
    await pruneCache(join(directory, 'nowhere'), 300);
    expect(await readdir(directory)).toHaveLength(3);
  });
});
