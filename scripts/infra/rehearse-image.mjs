// `npm run image:rehearse [-- NAME=VALUE…]`: does what the worker's Dockerfile says in clean folders, without Docker, and
// has the result work through one unit. The words are build arguments, as BAKE_MODELS="gtcrn". What only a base image can
// take (packages and accounts of its system, NVIDIA's libraries) is left out and named.
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findMissingPackages } from '../setup/find-missing-packages.mjs';
import { readPackages } from '../setup/read-packages.mjs';
import { followDockerfile } from './follow-dockerfile.mjs';
import { measureFolder } from './measure-folder.mjs';
import { readDockerfile } from './read-dockerfile.mjs';
import { stageWorker } from './stage-worker.mjs';
import { tryWorker } from './try-worker.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
/** @param {string} text */
const say = (text) => void process.stdout.write(`${text}\n`);
const buildArgs = Object.fromEntries(process.argv.slice(2).map((word) => splitAtSign(word)));
const home = mkdtempSync(join(tmpdir(), 'polydub-image-'));
try {
  process.exitCode = await rehearse();
} finally {
  rmSync(home, { recursive: true, force: true });
}

/** @returns {Promise<number>} the exit code */
async function rehearse() {
  const context = join(home, 'context');
  const target = join(home, 'stages');
  mkdirSync(target);
  stageWorker(root, context);
  const instructions = readDockerfile(readFileSync(join(context, 'gpu-container/Dockerfile'), 'utf8'));
  const { worker, leftOut } = followDockerfile({ instructions, context, target, buildArgs, say });
  for (const { name, value } of leftOut) say(`left out: ${name} ${value.slice(0, 100)}…`);
  tellSizes(context, worker);
  chmodSync(home, 0o755); // the image's user must get in
  const before = listFiles(worker.root);
  const tried = await tryWorker({ repository: root, worker });
  const changed = [...listFiles(worker.root)].filter(([path, stamp]) => before.get(path) !== stamp);
  const written = changed.map(([path]) => path).filter((path) => !path.startsWith('work/'));
  say(`one unit: ${tried.result}`);
  say(`exit code ${tried.exitCode} after ${tried.seconds.toFixed(1)} s; ${tried.engines} engines, ${tried.memos} memo`);
  say(written.length === 0 ? 'wrote to /work and to nothing else' : `wrote outside of /work: ${written.join(', ')}`);
  const isGood = tried.exitCode === 0 && tried.result.includes('"done"') && tried.memos === 1 && written.length === 0;
  return isGood ? 0 : 1;
}

/**
 * @param {string} context
 * @param {ReturnType<typeof followDockerfile>['worker']} worker
 */
function tellSizes(context, worker) {
  const parts = ['app/node_modules', 'app/dist', 'models'].map((name) => ({ name, path: join(worker.root, name) }));
  say(`context: ${inMegabytes(measureFolder(context))}`);
  for (const { name, path } of parts) say(`/${name}: ${inMegabytes(measureFolder(path))}`);
  const missing = findMissingPackages(
    readPackages().filter(({ need }) => need === 'required' || need === 'recommended'),
  );
  say(missing.length === 0 ? 'its packages are on this machine' : `not on this machine: ${JSON.stringify(missing)}`);
}

/** @param {number} bytes */
function inMegabytes(bytes) {
  return `${(bytes / 1024 ** 2).toFixed(1)} MB`;
}

/**
 * Every file with its time of change and size.
 * @param {string} folder
 */
function listFiles(folder) {
  return new Map(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((name) => /** @type {const} */ ([name, statSync(join(folder, name), { throwIfNoEntry: false })]))
      .flatMap(([name, entry]) => (entry?.isFile() ? [[name, `${entry.mtimeMs} ${entry.size}`]] : [])),
  );
}

/** @param {string} word */
function splitAtSign(word) {
  const at = word.indexOf('=');
  if (at < 1) throw new Error(`"${word}" is no build argument: NAME=VALUE.`);
  return [word.slice(0, at), word.slice(at + 1)];
}
