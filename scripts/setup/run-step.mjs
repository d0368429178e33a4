import { spawnSync } from 'node:child_process';

/** Lines of a failed step shown to the person; the end of a log is where the reason is. */
const SHOWN_LINES = 25;

/** A step's output kept for its failure report, in bytes. */
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;

/**
 * Runs one step of set-up to its end with its output held back.
 * @param {Readonly<{ command: string, args: readonly string[], cwd: string, env?: NodeJS.ProcessEnv }>} step
 * @returns {Readonly<{ isOk: boolean, tail: string }>} `tail` is the end of what it printed
 */
export function runStep({ command, args, cwd, env = process.env }) {
  const done = spawnSync(command, [...args], {
    cwd,
    env,
    encoding: 'utf8',
    maxBuffer: MAX_OUTPUT_BYTES,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed = `${done.stdout ?? ''}${done.stderr ?? ''}${done.error?.message ?? ''}`;
  return { isOk: done.status === 0, tail: printed.trimEnd().split('\n').slice(-SHOWN_LINES).join('\n') };
}
