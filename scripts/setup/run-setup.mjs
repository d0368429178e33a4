import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './ensure-build.mjs';
import { demoClip } from './ensure-demo-clip.mjs';
import { nodePackages } from './ensure-node-packages.mjs';
import { systemPackages, testPackages } from './ensure-system-packages.mjs';
import { isSupportedNode } from './is-supported-node.mjs';
import { SetupError } from './setup-error.mjs';
import { withLock } from './with-lock.mjs';

/**
 * One thing a command may need: whether it is there (quick, no process started), how to bring it, and how to try again
 * what could not be brought before.
 * @typedef {Readonly<{ isMet: (root: string) => boolean, meet: (root: string) => void,
 *   forget?: (root: string) => void }>} SetupNeed
 */

/**
 * Every need by the name package.json uses, in the order they build on each other.
 * @type {Readonly<Record<string, SetupNeed>>}
 */
const NEEDS = { packages: nodePackages, system: systemPackages, testing: testPackages, build, demo: demoClip };

/**
 * Brings what is missing of the named needs; says on standard error what it does; asks nothing.
 * Two at once are safe: the second waits, then finds the work done.
 * @param {string} root the repository
 * @param {readonly string[]} names
 * @param {Readonly<{ isAgain: boolean }>} [options] `isAgain` tries once more what could not be brought before
 */
export function runSetup(root, names, { isAgain } = { isAgain: false }) {
  const engines = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).engines.node;
  if (!isSupportedNode(process.versions.node, engines)) {
    throw new SetupError(`Node ${process.versions.node} is not supported; install one of: ${engines}`);
  }
  for (const name of names) if (NEEDS[name] === undefined) throw new SetupError(`unknown set-up need "${name}"`);
  const order = Object.keys(NEEDS).filter((name) => names.includes(name));
  if (isAgain) for (const name of order) NEEDS[name]?.forget?.(root);
  if (order.every((name) => NEEDS[name]?.isMet(root))) return;
  withLock(join(root, '.polydub', 'setup.lock'), () => {
    for (const name of order) if (!NEEDS[name]?.isMet(root)) NEEDS[name]?.meet(root);
  });
}
