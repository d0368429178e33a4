import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runStep } from './run-step.mjs';
import { say } from './say.mjs';
import { SetupError } from './setup-error.mjs';

/**
 * The face models under `dist/models/faces`, converted when the scripts that do it or the installed packages changed.
 * Where their package is not installed there is nothing to convert; what needs a model then says so by itself.
 * @type {import('./run-setup.mjs').SetupNeed}
 */
export const faceModels = {
  isMet: (root) =>
    !existsSync(sourcePath(root)) ||
    (existsSync(stampPath(root)) && readFileSync(stampPath(root), 'utf8') === digest(root)),
  meet: (root) => {
    say('converting the face models…');
    const script = join(root, 'scripts', 'models', 'build-face-models.mjs');
    const done = runStep({ command: process.execPath, args: [script], cwd: root });
    if (!done.isOk) throw new SetupError(`the face models could not be converted:\n${done.tail}`);
    writeFileSync(stampPath(root), digest(root));
  },
};

/** @param {string} root */
function sourcePath(root) {
  return join(root, 'node_modules', '@vladmandic', 'human-models', 'package.json');
}

/** @param {string} root */
function stampPath(root) {
  return join(root, 'dist', 'models', 'faces', '.made');
}

/** @param {string} root */
function digest(root) {
  const folder = join(root, 'scripts', 'models');
  const paths = readdirSync(folder).map((name) => join(folder, name));
  const hash = createHash('sha256');
  for (const path of [...paths.toSorted(), join(root, 'node_modules', '.polydub-installed')]) {
    hash.update(existsSync(path) ? readFileSync(path) : '');
  }
  return hash.digest('hex');
}
