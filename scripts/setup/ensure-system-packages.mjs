import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findCommand } from './find-command.mjs';
import { findMissingPackages } from './find-missing-packages.mjs';
import { readPackages } from './read-packages.mjs';
import { runStep } from './run-step.mjs';
import { say } from './say.mjs';
import { SetupError } from './setup-error.mjs';

/** How long apt waits for another package manager to finish, in seconds. */
const APT_LOCK_TIMEOUT_S = 300;

/** Packages a person was told of once and that cannot be installed from here; `npm run setup` forgets it. */
const TOLD = join('.polydub', 'going-without');

/** @typedef {import('./read-packages.mjs').SystemPackage} SystemPackage */

/** The packages of the system that `scripts/packages.json` calls required or recommended. */
export const systemPackages = ensurePackages(['required', 'recommended']);

/** The packages of the system that only the tests use. */
export const testPackages = ensurePackages(['tests']);

/**
 * Without apt or root a missing required package ends set-up, any other is told and left out.
 * @param {readonly import('./read-packages.mjs').Need[]} needs
 * @returns {import('./run-setup.mjs').SetupNeed}
 */
function ensurePackages(needs) {
  const missing = () => findMissingPackages(readPackages().filter((item) => needs.includes(item.need)));
  return {
    isMet: (root) => isTold(root, missing()),
    forget: (root) => rmSync(join(root, TOLD), { force: true }),
    meet: (root) => {
      const wanted = missing();
      const asRoot = rootPrefix();
      if (findCommand('apt-get') === undefined || asRoot === undefined) return goOnWithout(root, wanted);
      install({ names: wanted.flatMap((item) => item.debian), asRoot, root });
      const still = missing();
      if (still.length > 0) goOnWithout(root, still);
    },
  };
}

/**
 * What to put before a command so that it runs as root: nothing, `sudo -n`, or undefined when neither is possible.
 * @returns {readonly string[] | undefined}
 */
function rootPrefix() {
  if (process.getuid?.() === 0) return [];
  if (findCommand('sudo') === undefined) return undefined;
  return runStep({ command: 'sudo', args: ['-n', 'true'], cwd: '/' }).isOk ? ['sudo', '-n'] : undefined;
}

/** @param {Readonly<{ names: readonly string[], asRoot: readonly string[], root: string }>} params */
function install({ names, asRoot, root }) {
  say(`installing system packages, which takes a minute or two (apt-get install): ${names.join(' ')}`);
  const lock = `DPkg::Lock::Timeout=${APT_LOCK_TIMEOUT_S}`;
  const apt = ['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-o', lock];
  const steps = [
    [...asRoot, ...apt, 'update'],
    [...asRoot, ...apt, 'install', '-y', '--no-install-recommends', ...names],
  ];
  for (const [command = 'env', ...args] of steps) {
    const done = runStep({ command, args, cwd: root });
    if (!done.isOk) throw new SetupError(`${[command, ...args].join(' ')} failed:\n${done.tail}`);
  }
}

/**
 * @param {string} root
 * @param {readonly SystemPackage[]} missing
 */
function goOnWithout(root, missing) {
  const required = missing.filter((item) => item.need === 'required');
  const ids = (required.length > 0 ? required : missing).map((item) => item.id).join(', ');
  if (required.length > 0) {
    throw new SetupError(`missing and cannot be installed from here: ${ids}.\nnpm run doctor names the commands.`);
  }
  say(`going on without ${ids}; npm run doctor says what they give and how to install them`);
  writeFileSync(join(root, TOLD), [...new Set([...told(root), ...missing.map((item) => item.id)])].join('\n'));
}

/**
 * Whether nothing is missing but what the person knows of.
 * @param {string} root
 * @param {readonly SystemPackage[]} missing
 */
function isTold(root, missing) {
  return missing.length === 0 || missing.every((item) => item.need !== 'required' && told(root).includes(item.id));
}

/** @param {string} root */
function told(root) {
  const path = join(root, TOLD);
  return existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [];
}
