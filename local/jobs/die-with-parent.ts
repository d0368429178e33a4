import { accessSync, constants } from 'node:fs';

/** A program and its arguments. */
export interface ProcessCommand {
  readonly command: string;
  readonly args: readonly string[];
}

const SETPRIV_PATHS = ['/usr/bin/setpriv', '/bin/setpriv'] as const;

/**
 * Wraps a command so that the kernel kills it when this process ends in whatever way, kill -9 included. Needs
 * `setpriv` of util-linux, which replaces itself with the command; where it is missing the command comes back as it
 * is, and what outlives this process is found by the sweep at the next start.
 */
export function dieWithParent(wrapped: ProcessCommand): ProcessCommand {
  const setpriv = process.platform === 'linux' ? SETPRIV_PATHS.find(isExecutable) : undefined;
  if (!setpriv) return wrapped;
  return { command: setpriv, args: ['--pdeathsig', 'KILL', '--', wrapped.command, ...wrapped.args] };
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
