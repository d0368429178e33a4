import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { CliIo } from './cli-io.js';
import { CliFailure } from './failures/cli-failure.js';
import { createCloudStarter } from './local-cloud/create-cloud-starter.js';

/** Where the program's own files are; absolute. */
export interface CreateProcessIoParams {
  readonly packageRoot: string;
  /** This program, as Node runs it. */
  readonly mainPath: string;
}

/** The real world: this process, its terminal and its clock. */
export function createProcessIo({ packageRoot, mainPath }: CreateProcessIoParams): CliIo {
  return {
    stdout: {
      write: (text) => void process.stdout.write(text),
      isTTY: process.stdout.isTTY === true,
      columns: () => process.stdout.columns ?? 80,
    },
    stderr: {
      write: (text) => void process.stderr.write(text),
      isTTY: process.stderr.isTTY === true,
      columns: () => process.stderr.columns ?? 80,
      rows: () => process.stderr.rows ?? 24,
    },
    env: process.env,
    cwd: process.cwd(),
    packageRoot,
    now: Date.now,
    sleep,
    onInterrupt,
    startCloud: createCloudStarter(join(packageRoot, 'dist', 'local', 'main.js')),
    runScript: (script, args) => runScript(join(packageRoot, script), args),
    startInBackground: (args, logFile) => startInBackground(mainPath, args, logFile),
  };
}

async function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  await wait(ms, undefined, signal === undefined ? {} : { signal }).catch(() => signal?.throwIfAborted());
}

/** The first signal is told; the second finds no listener and ends the process, as the shell expects. */
function onInterrupt(listener: () => void): () => void {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const tell = (): void => {
    forget();
    listener();
  };
  const forget = (): void => {
    for (const signal of signals) process.off(signal, tell);
  };
  for (const signal of signals) process.on(signal, tell);
  return forget;
}

function runScript(path: string, args: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path, ...args], { stdio: 'inherit' });
    child.once('error', (cause) => reject(CliFailure.of('setup-missing', `${path} cannot be run.`, { cause })));
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

function startInBackground(mainPath: string, args: readonly string[], logFile: string): void {
  mkdirSync(dirname(logFile), { recursive: true });
  const log = openSync(logFile, 'a');
  try {
    spawn(process.execPath, [mainPath, ...args], { detached: true, stdio: ['ignore', log, log] }).unref();
  } finally {
    closeSync(log);
  }
}
