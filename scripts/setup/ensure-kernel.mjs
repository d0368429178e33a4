import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runStep } from './run-step.mjs';
import { say } from './say.mjs';
import { SetupError } from './setup-error.mjs';

/** The pixel work of the mouth renderer: AssemblyScript, which tsc does not know. */
const SOURCE = join('gpu-container', 'kernel');
const TARGET = join('dist', 'gpu-container', 'src', 'lip-sync', 'mouth-kernel.wasm');
/** No runtime: the program owns no memory, its caller does. SIMD is in every engine Node has had since 16.4. */
const OPTIONS = ['-O3', '--runtime', 'stub', '--noAssert', '--enable', 'simd'];

/**
 * The WebAssembly of the mouth renderer beside its loader in `dist/`, compiled when its sources changed.
 * @type {import('./run-setup.mjs').SetupNeed}
 */
export const kernel = {
  isMet: (root) => {
    if (!existsSync(join(root, SOURCE))) return true; // of another tree: there is nothing to compile
    if (!existsSync(join(root, TARGET)) || !existsSync(stampPath(root))) return false;
    return readFileSync(stampPath(root), 'utf8') === digest(root);
  },
  meet: (root) => {
    say('compiling the mouth renderer (asc)…');
    mkdirSync(dirname(join(root, TARGET)), { recursive: true });
    const compiler = join(root, 'node_modules', 'assemblyscript', 'bin', 'asc.js');
    const args = [compiler, ...sources(root), '--outFile', TARGET, ...OPTIONS];
    const done = runStep({ command: process.execPath, args, cwd: root });
    if (!done.isOk) throw new SetupError(`the mouth renderer could not be compiled:\n${done.tail}`);
    writeFileSync(stampPath(root), digest(root));
  },
};

/** @param {string} root */
function stampPath(root) {
  return `${join(root, TARGET)}.made`;
}

/** @param {string} root */
function sources(root) {
  const names = readdirSync(join(root, SOURCE)).filter((name) => name.endsWith('.ts'));
  return names.toSorted().map((name) => join(SOURCE, name));
}

/** @param {string} root */
function digest(root) {
  const hash = createHash('sha256').update(OPTIONS.join(' '));
  for (const name of sources(root)) hash.update(readFileSync(join(root, name)));
  return hash.digest('hex');
}
