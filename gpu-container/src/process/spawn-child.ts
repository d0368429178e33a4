import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';
import { childEnvironment } from './child-environment.js';
import { findProgram } from './find-program.js';

/** How one child program is started. */
export interface SpawnChildParams {
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

/**
 * Starts a program in its own process group, never through a shell, with a small explicit environment.
 * On Linux the kernel ends it when the worker dies (even by SIGKILL), so a killed worker leaves no ffmpeg behind.
 * Fails with `engine-missing` when the program is not installed.
 */
export function spawnChild(params: SpawnChildParams): ChildProcessWithoutNullStreams {
  const path = findProgram(params.program);
  if (path === undefined) {
    throw new PipelineError('engine-missing', `The program "${params.program}" is not installed.`);
  }
  const guard = process.platform === 'linux' ? findProgram('setpriv') : undefined;
  const [command, args] =
    guard === undefined ? [path, params.args] : [guard, ['--pdeathsig', 'KILL', path, ...params.args]];
  return spawn(command, args, {
    detached: true,
    shell: false,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: childEnvironment(params.env),
    ...(params.cwd === undefined ? {} : { cwd: params.cwd }),
  });
}
