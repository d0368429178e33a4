import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'polydub-tally-'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs vitest with our reporter on the given test files. */
const tallyOf = (files: Readonly<Record<string, string>>) => {
  for (const [name, body] of Object.entries(files)) {
    writeFileSync(join(folder, name), `import { beforeAll, describe, expect, it } from 'vitest';\n${body}`);
  }
  const reporter = join(root, 'scripts', 'checks', 'tally-reporter.mjs');
  const args = [join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', '--root', folder, `--reporter=${reporter}`];
  const tallyPath = join(folder, 'tally.json');
  const env = { ...process.env, POLYDUB_TALLY: tallyPath };
  const { status } = spawnSync(process.execPath, args, { cwd: folder, env });
  return { status, ...JSON.parse(readFileSync(tallyPath, 'utf8')) };
};

describe('the count of tests', () => {
  it('has every test once, and the reasons of skipped ones', () => {
    const tally = tallyOf({
      'a.test.ts': [
        "it('passes', () => {});",
        "it('fails', () => { expect(1).toBe(2); });",
        "it('needs a sample', (context) => context.skip('the sample is not here'));",
        "it.skip('is left out', () => {});",
      ].join('\n'),
      'b.test.ts': "describe('inside', () => { it.each([1, 2])('passes %i', () => {}); });",
    });
    expect(tally).toMatchObject({ passed: 3, failed: 1, skipped: 2 });
    expect(tally.skips).toEqual([
      expect.stringContaining('the sample is not here'),
      expect.stringContaining('is left out'),
    ]);
  });

  it.each([
    ['a file that cannot be loaded', "import './nowhere.js';\nit('never runs', () => {});"],
    [
      'a group that cannot be prepared',
      "describe('a', () => { beforeAll(() => { throw new Error('no'); }); it('b', () => {}); });",
    ],
    [
      'an error nobody waits for',
      "it('passes', () => { setTimeout(() => { throw new Error('late'); }, 0); return new Promise((done) => setTimeout(done, 50)); });",
    ],
  ])('counts %s as a failure', (_, body) => {
    const tally = tallyOf({ 'broken.test.ts': body });
    expect(tally.failed).toBeGreaterThan(0);
    expect(tally.status).not.toBe(0);
  });
});
