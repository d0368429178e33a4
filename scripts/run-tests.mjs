// `npm test` (fast) and the tests of `npm run verify` (all). The last line is the tally: `N passed, N failed[, N skipped]`.
// Further words are handed to vitest: `npm test -- test/pipeline`.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { judgeTally } from './checks/judge-tally.mjs';

const FAST = ['unit', 'house', 'local', 'media'];

/** Projects by suite, and how many tests must pass at least: a suite that lost its tests must not pass. Raise as they grow. */
const SUITES = {
  fast: { projects: FAST, floor: 600 },
  all: { projects: [...FAST, 'e2e', 'chaos', 'web'], floor: 600 },
};

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [name = 'fast', ...rest] = process.argv.slice(2);
if (name !== 'fast' && name !== 'all')
  throw new Error(`there is no suite "${name}"; there are: ${Object.keys(SUITES).join(', ')}`);
const suite = SUITES[name];
const folder = mkdtempSync(join(tmpdir(), 'polydub-tally-'));
const tallyPath = join(folder, 'tally.json');
const args = [
  join(root, 'node_modules', 'vitest', 'vitest.mjs'),
  'run',
  ...suite.projects.flatMap((project) => ['--project', project]),
  '--reporter=dot',
  `--reporter=${join(root, 'scripts', 'checks', 'tally-reporter.mjs')}`,
  ...rest,
];
const done = spawnSync(process.execPath, args, {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, POLYDUB_TALLY: tallyPath },
});
const tally = existsSync(tallyPath) ? JSON.parse(readFileSync(tallyPath, 'utf8')) : undefined;
rmSync(folder, { recursive: true, force: true });
const verdict = judgeTally({ tally, runnerCode: done.status, floor: rest.length > 0 ? 1 : suite.floor });
process.stdout.write(`${verdict.lines.join('\n')}\n`);
process.exitCode = verdict.isGood ? 0 : 1;
