import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { judgeTally } from './judge-tally.mjs';

const FAST = ['unit', 'house', 'local', 'media'];

/** Projects by suite, and how many tests must pass at least: a suite that lost its tests must not pass. Raise as they grow. */
const SUITES = {
  fast: { projects: FAST, floor: 2000 },
  all: { projects: [...FAST, 'e2e', 'chaos', 'web'], floor: 2300 },
};

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/**
 * Runs a suite, prints the tally as the last line of standard output and sets the exit code.
 * @param {Readonly<{ suite: keyof typeof SUITES, words: readonly string[], failedChecks: readonly string[] }>} params
 *   `words` go to vitest; `failedChecks` are counted as failures
 */
export function runTests({ suite, words, failedChecks }) {
  const { projects, floor } = SUITES[suite];
  const folder = mkdtempSync(join(tmpdir(), 'polydub-tally-'));
  const tallyPath = join(folder, 'tally.json');
  const args = [
    join(root, 'node_modules', 'vitest', 'vitest.mjs'),
    'run',
    '--passWithNoTests',
    ...projects.flatMap((project) => ['--project', project]),
    '--reporter=dot',
    `--reporter=${join(root, 'scripts', 'checks', 'tally-reporter.mjs')}`,
    ...words,
  ];
  const env = { ...process.env, POLYDUB_TALLY: tallyPath };
  const done = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit', env });
  const tally = existsSync(tallyPath) ? JSON.parse(readFileSync(tallyPath, 'utf8')) : undefined;
  rmSync(folder, { recursive: true, force: true });
  const runnerCode = done.status;
  const verdict = judgeTally({ tally, runnerCode, floor: words.length > 0 ? 1 : floor, failedChecks });
  process.stdout.write(`${verdict.lines.join('\n')}\n`);
  process.exitCode = verdict.isGood ? 0 : 1;
}
