import { spawnSync } from 'node:child_process';

/**
 * Runs the Azure CLI or azd to its end. Its complaints are shown; what it answers is not, for it may be a key.
 * @param {'az' | 'azd'} command
 * @param {readonly string[]} args
 * @returns {string | undefined} its answer, or undefined when it failed
 */
export function askAzure(command, args) {
  const done = spawnSync(command, [...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (done.error !== undefined) throw new Error(`${command} is needed and could not be started: ${done.error.message}`);
  return done.status === 0 ? done.stdout.trim() : undefined;
}
