import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runStep } from './run-step.mjs';
import { say } from './say.mjs';
import { SetupError } from './setup-error.mjs';

/** Files whose content decides what `npm ci` installs. */
const INPUTS = ['package-lock.json', 'package.json', 'gpu-container/package.json', '.npmrc'];

/**
 * The npm packages of the lockfile, installed when its digest differs from the one installed last.
 * @type {import('./run-setup.mjs').SetupNeed}
 */
export const nodePackages = {
  isMet: (root) => {
    const stamp = stampPath(root);
    return existsSync(stamp) && readFileSync(stamp, 'utf8') === digest(root);
  },
  meet: (root) => {
    say('installing npm packages (npm ci)…');
    const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
    const done = runStep({ command: process.platform === 'win32' ? 'npm.cmd' : 'npm', args, cwd: root });
    if (!done.isOk) throw new SetupError(`npm ci failed:\n${done.tail}`);
    writeFileSync(stampPath(root), digest(root));
  },
};

/** @param {string} root */
function stampPath(root) {
  return join(root, 'node_modules', '.polydub-installed');
}

/** @param {string} root */
function digest(root) {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}\n`);
  for (const name of INPUTS) {
    const path = join(root, name);
    hash.update(`${name}\n`).update(existsSync(path) ? dependencyPart(name, readFileSync(path, 'utf8')) : '');
  }
  return hash.digest('hex');
}

/**
 * Of a package.json only what npm reads for an install: editing a script must not cost an install.
 * @param {string} name
 * @param {string} text
 */
function dependencyPart(name, text) {
  if (!name.endsWith('package.json')) return text;
  const { dependencies, devDependencies, optionalDependencies, overrides, workspaces } = JSON.parse(text);
  return JSON.stringify({ dependencies, devDependencies, optionalDependencies, overrides, workspaces });
}
