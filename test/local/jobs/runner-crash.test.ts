import { type ChildProcess, fork, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { RunningExecutions } from '../../../local/jobs/running-executions.js';
import { processStartTime } from '../../../local/journal/process-start-time.js';
import { bundleScript } from '../bundle-script.js';

const CACHE = fileURLToPath(new URL('../../../node_modules/.cache/', import.meta.url));
const PATIENCE = { timeout: 10_000, interval: 10 } as const;
const canDieWithParent = process.platform === 'linux' && existsSync('/usr/bin/setpriv');

const told = z.object({ line: z.string() });
const record = z.object({ name: z.string(), pid: z.int() });

let directory: string;
const toEnd: ChildProcess[] = [];

beforeEach(async () => {
  await mkdir(CACHE, { recursive: true });
  directory = await mkdtemp(join(CACHE, 'polydub-runner-crash-'));
});

afterEach(async () => {
  for (const child of toEnd.splice(0)) child.kill('SIGKILL');
  await rm(directory, { recursive: true, force: true });
});

async function isRunning(pid: number): Promise<boolean> {
  return (await processStartTime(pid)) !== undefined;
}

it.skipIf(!canDieWithParent)(
  'takes its executions with it when it is killed, and the next one ends what they left',
  async () => {
    const entry = fileURLToPath(new URL('./runner-process.ts', import.meta.url));
    const bundled = await bundleScript({ entry, directory });
    const worker = fileURLToPath(new URL('./worker-script.mjs', import.meta.url));
    const runner = fork(bundled, [directory, worker]);
    toEnd.push(runner);
    const childPid = await new Promise<number>((resolve) => {
      runner.on('message', (message) => {
        const [word, pid] = told.parse(message).line.split(' ');
        if (word === 'child') resolve(Number(pid));
      });
    });
    const [file] = await readdir(join(directory, 'running'));
    const { pid: workerPid } = record.parse(JSON.parse(await readFile(join(directory, 'running', file ?? ''), 'utf8')));
    expect([await isRunning(workerPid), await isRunning(childPid)]).toEqual([true, true]);

    runner.kill('SIGKILL');
    await vi.waitFor(async () => expect(await isRunning(workerPid)).toBe(false), PATIENCE);
    expect(await isRunning(childPid)).toBe(true);

    expect(await new RunningExecutions(join(directory, 'running')).sweep()).toBe(1);
    await vi.waitFor(async () => expect(await isRunning(childPid)).toBe(false), PATIENCE);
    expect(await readdir(join(directory, 'running'))).toEqual([]);
  },
);

it('ends a process on record and spares one that only has the same id', async () => {
  const recorded = spawn('sleep', ['600']);
  const innocent = spawn('sleep', ['600']);
  toEnd.push(recorded, innocent);
  if (recorded.pid === undefined || innocent.pid === undefined) throw new Error('sleep could not be started.');
  const running = new RunningExecutions(join(directory, 'running'));
  await running.add('worker-00000001', recorded.pid);
  const forged = { name: 'worker-00000002', pid: innocent.pid, startTime: '1' };
  await writeFile(join(directory, 'running', 'worker-00000002.json'), JSON.stringify(forged));
  await writeFile(join(directory, 'running', 'worker-00000003.json'), '{"cut sho');
  const ended = new Promise((resolve) => recorded.once('exit', (_, signal) => resolve(signal)));
  expect(await running.sweep()).toBe(1);
  expect(await ended).toBe('SIGKILL');
  expect(innocent.exitCode ?? innocent.signalCode).toBeNull();
  expect(await processStartTime(innocent.pid)).toBeDefined();
  expect(await readdir(join(directory, 'running'))).toEqual([]);
});
