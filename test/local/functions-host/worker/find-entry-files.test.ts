import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findEntryFiles } from '../../../../local/functions-host/worker/find-entry-files.js';

const files = [
  'index.js',
  'dist/index.js',
  'dist/functions/a.js',
  'dist/functions/b.js',
  'dist/functions/deep/c.js',
  'dist/functions/a.js.map',
  'node_modules/x/index.js',
];
let root: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'entry-files-'));
  for (const file of files) {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), '');
  }
});

afterAll(() => rm(root, { recursive: true }));

describe('findEntryFiles', () => {
  it.each([
    ['index.js', ['index.js']],
    ['./dist/index.js', ['dist/index.js']],
    ['dist/functions/*.js', ['dist/functions/a.js', 'dist/functions/b.js']],
    ['dist/{index.js,functions/*.js}', ['dist/functions/a.js', 'dist/functions/b.js', 'dist/index.js']],
    ['dist/**/*.js', ['dist/functions/a.js', 'dist/functions/b.js', 'dist/functions/deep/c.js', 'dist/index.js']],
    ['dist/functions/?.js', ['dist/functions/a.js', 'dist/functions/b.js']],
    ['**/index.js', ['dist/index.js', 'index.js']],
  ])('finds what %s names', async (main, expected) => {
    const found = await findEntryFiles(root, main);
    expect(found.map((file) => relative(root, file))).toEqual(expected);
  });

  it('complains when nothing matches', async () => {
    await expect(findEntryFiles(root, 'build/*.js')).rejects.toThrow('Build the app first');
  });
});
