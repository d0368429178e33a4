import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';

const Address = z.object({ url: z.string(), storageConnectionString: z.string(), logDirectory: z.string() });
export type CloudAddress = z.infer<typeof Address>;

/** The local cloud as people run it: the built program in a process of its own. */
export interface CloudProcess extends CloudAddress {
  readonly pid: number;
  /** kill -9, with nothing said to anybody. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts the built local cloud, or a copy of it, over a state directory, with further settings; its log goes to
 * `<state>/cloud.log`.
 */
export async function startCloudProcess(
  stateDirectory: string,
  settings: Readonly<Record<string, string>> = {},
  program = join(process.cwd(), 'dist/local/main.js'),
): Promise<CloudProcess> {
  const child = spawn(process.execPath, [program, '--state', stateDirectory], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...settings },
  });
  const logPath = join(stateDirectory, 'cloud.log');
  createInterface({ input: child.stderr }).on(
    'line',
    (line) => void appendFile(logPath, `${line}\n`).catch(() => undefined),
  );
  const address = await firstLine(child, logPath);
  return {
    ...address,
    pid: child.pid ?? 0,
    kill: () => end(child, 'SIGKILL'),
    stop: () => end(child, 'SIGTERM'),
  };
}

async function firstLine(child: ChildProcess, logPath: string): Promise<CloudAddress> {
  const { stdout } = child;
  if (stdout === null) throw new Error('The cloud has no standard output.');
  for await (const line of createInterface({ input: stdout })) return Address.parse(JSON.parse(line));
  const log = await readFile(logPath, 'utf8').catch(() => '');
  throw new Error(`The local cloud did not start:\n${log.slice(-2000)}`);
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill(signal);
  await exited;
}
