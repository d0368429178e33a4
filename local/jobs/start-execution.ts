import { spawn } from 'node:child_process';
import { createWriteStream, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { JobRunnerParams } from './create-job-runner.js';
import { rememberExecution } from './remember-execution.js';

/** One run of the container job. */
export interface Execution {
  /** Resolves with the exit code, or with 128 when a signal ended it; never rejects. */
  readonly ended: Promise<number>;
  /** Asks it to stop, and makes it after the grace. */
  stop(): Promise<void>;
}

/** Between SIGTERM and SIGKILL at a replica timeout: what Azure Container Apps gives a job. */
const terminationGraceMs = 30_000;
/** The same when this machine's cloud is stopped: nobody waits half a minute at a prompt. */
const disposalGraceMs = 4_000;
const killedExitCode = 128;
/** Ends a child with its parent, however the parent ends; part of util-linux. */
const setpriv = '/usr/bin/setpriv';

/** Starts the container's process with its log file. */
export function startExecution(params: JobRunnerParams): Execution {
  mkdirSync(params.logDirectory, { recursive: true });
  const [command, args] = bound(params.command, params.args);
  const child = spawn(command, args, { env: { ...params.env }, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const logPath = join(params.logDirectory, `execution-${Date.now()}-${child.pid ?? 0}.log`);
  const log = createWriteStream(logPath, { flags: 'a' });
  const recordPath = child.pid === undefined ? undefined : rememberExecution(params.stateDirectory, child.pid);
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      log.write(`${line}\n`);
      params.onLine(line);
    });
  }
  const signal = (name: NodeJS.Signals) => {
    if (child.pid === undefined) return;
    try {
      process.kill(-child.pid, name); // the group: engines and ffmpeg go with their worker
    } catch {
      // gone already
    }
  };
  const overdue = setTimeout(() => void terminate(signal, ended, terminationGraceMs), params.replicaTimeoutMs);
  const ended = new Promise<number>((resolve) => {
    const end = (code: number) => {
      clearTimeout(overdue);
      log.end();
      if (recordPath !== undefined) rmSync(recordPath, { force: true });
      resolve(code);
    };
    child.once('error', (error) => {
      params.onLine(JSON.stringify({ level: 'error', event: 'execution.not-started', reason: error.message }));
      end(killedExitCode);
    });
    child.once('close', (code) => end(code ?? killedExitCode));
  });
  return { ended, stop: () => terminate(signal, ended, disposalGraceMs) };
}

async function terminate(signal: (name: NodeJS.Signals) => void, ended: Promise<number>, graceMs: number) {
  signal('SIGTERM');
  const kill = setTimeout(() => signal('SIGKILL'), graceMs);
  await ended;
  clearTimeout(kill);
}

function bound(command: string, args: readonly string[]): [string, string[]] {
  return existsSync(setpriv) ? [setpriv, ['--pdeathsig', 'KILL', command, ...args]] : [command, [...args]];
}
