// Stages the two artifacts, installs what runs in each without development packages, prints their sizes and starts both:
// the local cloud with the staged app and the staged worker dubs the demo clip.
//   node scripts/infra/try-artifacts.mjs [--staged]     --staged takes what lies in out/ already
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { measureFolder } from './measure-folder.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const [app, worker] = [join(root, 'out/functions'), join(root, 'out/worker')];

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {string} cwd
 */
function run(command, args, cwd) {
  const shell = process.platform === 'win32';
  const done = spawnSync(command, [...args], { cwd, stdio: ['ignore', 2, 'inherit'], shell });
  if (done.status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${done.status}`);
}

/**
 * One root of which the app's part lies in one artifact and the worker's in the other; packages are found where a part
 * really lies.
 * @returns {string}
 */
function joinArtifacts() {
  const joined = mkdtempSync(join(tmpdir(), 'polydub-artifacts-'));
  mkdirSync(join(joined, 'dist'));
  for (const part of [
    'package.json',
    'host.json',
    'node_modules',
    'dist/pipeline',
    'dist/platform',
    'dist/functions',
  ]) {
    symlinkSync(join(app, part), join(joined, part));
  }
  symlinkSync(join(worker, 'dist/gpu-container'), join(joined, 'dist/gpu-container'));
  return joined;
}

if (!process.argv.includes('--staged')) run(process.execPath, ['scripts/infra/stage-artifacts.mjs'], root);
// what the Dockerfile does
run('npm', ['ci', '--omit=dev', '--workspace', 'gpu-container'], worker);
for (const folder of [app, worker]) {
  process.stdout.write(`${folder}: ${(measureFolder(folder) / 1024 ** 2).toFixed(1)} MB installed\n`);
}
const stateDirectory = mkdtempSync(join(tmpdir(), 'polydub-artifacts-state-'));
const appRoot = joinArtifacts();
const { startLocalCloud } = await import(pathToFileURL(join(root, 'dist/local/cloud/start-local-cloud.js')).href);
const startedMs = performance.now();
const cloud = await startLocalCloud({ stateDirectory, appRoot, log: () => undefined });
process.stdout.write(`started in ${((performance.now() - startedMs) / 1000).toFixed(1)} s at ${cloud.url}\n`);
// beside this process, which is the cloud
const dub = spawn(process.execPath, ['dist/cli/main.js', 'dub', '--server', cloud.url, '--to', 'es'], {
  cwd: root,
  stdio: ['ignore', 'inherit', 'inherit'],
});
const [exitCode] = await once(dub, 'exit');
if (exitCode !== 0) cpSync(cloud.logDirectory, join(root, 'out/logs'), { recursive: true });
await cloud.dispose();
for (const folder of [stateDirectory, appRoot]) rmSync(folder, { recursive: true, force: true });
process.exit(exitCode);
