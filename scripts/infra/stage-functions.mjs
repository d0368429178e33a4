import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the Functions host loads, beside the packages. */
const PARTS = ['host.json', 'dist/node_modules', 'dist/pipeline', 'dist/platform', 'dist/functions'];

/** What `npm ci` needs to see of the project it installs for. */
const FOR_NPM = ['package.json', 'package-lock.json', '.npmrc', 'gpu-container/package.json'];

/**
 * Puts the Functions app in a folder of its own, packages installed, so that it is deployed as it was tested and not
 * built again in Azure. The worker's packages, 400 MB, stay out.
 * @param {string} root with dist/ built
 * @param {string} target emptied first
 */
export function stageFunctions(root, target) {
  rmSync(target, { recursive: true, force: true });
  mkdirSync(join(target, 'gpu-container'), { recursive: true });
  for (const part of [...FOR_NPM, ...PARTS]) cpSync(join(root, part), join(target, part), { recursive: true });
  const done = spawnSync('npm', ['ci', '--omit=dev', '--workspaces=false'], {
    cwd: target,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (done.status !== 0) throw new Error(`npm ci in ${target} ended with ${done.status}`);
  // what installs or builds in Azure would start from these: there is nothing left to install or build
  for (const name of ['gpu-container', 'package-lock.json']) rmSync(join(target, name), { recursive: true });
  const { name, version, type, main, engines, dependencies } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  );
  const manifest = { name, version, private: true, type, main, engines, dependencies };
  writeFileSync(join(target, 'package.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
  // azd builds in Azure when this file leaves out node_modules, or is missing
  writeFileSync(join(target, '.funcignore'), '/.npmrc\n*.map\n');
}
