import { spawnSync } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/**
 * Runs commands one after the other with their output shown, up to the last one even when one fails, so that one run
 * tells everything that is wrong. The process then ends with the first failed step's code.
 * @param {readonly Readonly<{ name: string, command: string, args: readonly string[] }>[]} steps
 * @returns {readonly string[]} the names of the steps that failed
 */
export function runSteps(steps) {
  const PATH = `${join(root, 'node_modules', '.bin')}${delimiter}${process.env['PATH'] ?? ''}`;
  return steps.flatMap(({ name, command, args }) => {
    const startedAt = performance.now();
    process.stderr.write(`— ${name}\n`);
    const program = command === 'node' ? process.execPath : command;
    const done = spawnSync(program, [...args], { cwd: root, stdio: 'inherit', env: { ...process.env, PATH } });
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    process.stderr.write(`— ${name}: ${done.status === 0 ? 'ok' : 'FAILED'} in ${seconds} s\n`);
    if (done.status === 0) return [];
    process.exitCode ||= done.status ?? 1;
    return [name];
  });
}
