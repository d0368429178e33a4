import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { faceModels } from './ensure-face-models.mjs';
import { kernel } from './ensure-kernel.mjs';
import { runStep } from './run-step.mjs';
import { say } from './say.mjs';
import { SetupError } from './setup-error.mjs';

/** Folders and files that tsconfig.build.json compiles. */
const SOURCES = ['pipeline', 'platform', 'functions', 'gpu-container/src', 'local', 'cli', 'bench'];
const SETTINGS = [
  'tsconfig.json',
  'tsconfig.build.json',
  'scripts/bundle-packages.mjs',
  'node_modules/.polydub-installed',
];

/**
 * `dist/`: the program, compiled when a source file was added, changed or removed since the last build, its
 * WebAssembly and the models it needs at hand.
 * @type {import('./run-setup.mjs').SetupNeed}
 */
export const build = {
  isMet: (root) => isCompiled(root) && kernel.isMet(root) && faceModels.isMet(root),
  meet: (root) => {
    if (!isCompiled(root)) compile(root);
    if (!kernel.isMet(root)) kernel.meet(root);
    if (!faceModels.isMet(root)) faceModels.meet(root);
  },
};

/** @param {string} root */
function isCompiled(root) {
  const stamp = stampPath(root);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === listing(root).join('\n');
}

/** @param {string} root */
function compile(root) {
  const before = listing(root);
  if (hasLostSources(root, before)) rmSync(join(root, 'dist'), { recursive: true, force: true });
  say('building (tsc)…');
  const tsc = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'tsc.cmd' : 'tsc');
  const done = runStep({ command: tsc, args: ['-p', 'tsconfig.build.json'], cwd: root });
  if (!done.isOk) throw new SetupError(`the build failed:\n${done.tail}`);
  bundle(root);
  writeFileSync(stampPath(root), before.join('\n'));
}

/**
 * Bundled packages only make workers start sooner, so a failure is told and no more.
 * @param {string} root
 */
function bundle(root) {
  rmSync(join(root, 'dist', 'node_modules'), { recursive: true, force: true }); // of older versions, perhaps
  const args = [join(root, 'scripts', 'bundle-packages.mjs')];
  const done = runStep({ command: process.execPath, args, cwd: root });
  if (!done.isOk) say(`packages could not be bundled; workers start a little slower.\n${done.tail}`);
}

/** @param {string} root */
function stampPath(root) {
  return join(root, 'dist', '.polydub-built');
}

/**
 * Output of a source that is gone would stay importable, so the folder is cleared then.
 * @param {string} root
 * @param {readonly string[]} now
 */
function hasLostSources(root, now) {
  if (!existsSync(stampPath(root))) return false;
  const present = new Set(now.map(nameOf));
  return readFileSync(stampPath(root), 'utf8')
    .split('\n')
    .some((line) => !present.has(nameOf(line)));
}

/** @param {string} line */
function nameOf(line) {
  return line.slice(0, line.indexOf('\t'));
}

/**
 * One line per input of the build: name, size, time of change. Cheaper than reading 500 files, and as telling.
 * @param {string} root
 * @returns {string[]}
 */
function listing(root) {
  /** @type {string[]} */
  const lines = [];
  for (const name of [...SOURCES, ...SETTINGS]) visit(root, name, lines);
  return lines.sort();
}

/**
 * @param {string} root
 * @param {string} name
 * @param {string[]} lines
 */
function visit(root, name, lines) {
  const status = statSync(join(root, name), { throwIfNoEntry: false });
  if (status === undefined) return;
  if (!status.isDirectory()) {
    if (!name.endsWith('.md')) lines.push(`${name}\t${status.size}\t${status.mtimeMs}`);
    return;
  }
  for (const entry of readdirSync(join(root, name))) visit(root, `${name}/${entry}`, lines);
}
