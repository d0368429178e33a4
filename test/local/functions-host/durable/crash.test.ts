import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CrashAnswer, CrashRequest, ReportedInstance } from './crash-protocol.js';

const ROUNDS = 5;
const STARTS_PER_ROUND = 50;
/** Every one of these waits for an event that is raised around the kill. */
const WAITING_EVERY = 5;

/** What each orchestration that waits must return, exactly once counted, whatever happened to its process. */
const SURVIVED = {
  fanOut: [2, 4, 6],
  child: 42,
  exhausted: "Activity function 'alwaysFails' failed: boom",
  event: 'raised',
  counter: 5,
};

let folder: string;
let child: ChildProcess | undefined;
const acknowledged = { started: new Set<string>(), raised: new Set<string>() };

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'durable-crash-'));
});

afterEach(async () => {
  child?.kill('SIGKILL');
  await rm(folder, { recursive: true });
});

function file(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}

/** Starts the process; resolves when it has recovered. */
async function launch(): Promise<{
  readonly process: ChildProcess;
  readonly ready: Extract<CrashAnswer, { kind: 'ready' }>;
}> {
  const preload = new URL('../register-typescript.mjs', import.meta.url).href;
  const process = fork(file('./crash-child.ts'), [join(folder, 'durable.jsonl')], { execArgv: ['--import', preload] });
  child = process;
  process.on('message', (answer: CrashAnswer) => {
    if (answer.kind === 'started' || answer.kind === 'raised') acknowledged[answer.kind].add(answer.instanceId);
  });
  const [ready] = await once(process, 'message');
  return { process, ready };
}

function ask(process: ChildProcess, request: CrashRequest): void {
  process.send(request);
}

function untilAcknowledged(process: ChildProcess, kind: 'started' | 'raised', count: number): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (acknowledged[kind].size < count) return;
      process.off('message', look);
      resolve();
    };
    process.on('message', look);
    look();
  });
}

interface Killed {
  readonly signal: string | null;
  /** Instances that the kill before this one had interrupted. */
  readonly unfinishedBefore: number;
}

/** Loads the process with work and kills it in the middle of it: some starts are not even answered. */
async function loadAndKill(round: number): Promise<Killed> {
  const { process, ready } = await launch();
  const before = acknowledged.started.size;
  const raisedBefore = acknowledged.raised.size;
  for (let index = 0; index < STARTS_PER_ROUND; index += 1) {
    const instanceId = `round-${round}-${index}`;
    const isWaiting = index % WAITING_EVERY === 0;
    ask(process, { kind: 'start', name: isWaiting ? 'survives' : 'three', instanceId, input: index });
    if (isWaiting) ask(process, { kind: 'raise', instanceId });
  }
  await untilAcknowledged(process, 'started', before + (round + 1) * 7);
  if (round % 2 === 0) await untilAcknowledged(process, 'raised', raisedBefore + 1);
  process.kill('SIGKILL');
  const [, signal] = await once(process, 'exit');
  return { signal, unfinishedBefore: ready.unfinished };
}

describe('an engine that is killed at any moment', () => {
  it('loses no acknowledged start and no raised event, and finishes everything it had begun', async () => {
    const killed: Killed[] = [];
    for (let round = 0; round < ROUNDS; round += 1) killed.push(await loadAndKill(round));
    expect(killed.map(({ signal }) => signal)).toEqual(Array(ROUNDS).fill('SIGKILL'));
    expect(killed.filter(({ unfinishedBefore }) => unfinishedBefore > 0).length).toBeGreaterThan(0);
    expect(acknowledged.started.size).toBeGreaterThan(ROUNDS * 7);
    expect(acknowledged.raised.size).toBeGreaterThan(0);

    const { process, ready } = await launch();
    expect(ready.instances).toBeGreaterThanOrEqual(acknowledged.started.size);
    const reported = await finish(process);
    const byId = new Map(reported.map((instance) => [instance.instanceId, instance]));
    expect([...acknowledged.started].filter((id) => !byId.has(id))).toEqual([]);
    expect(reported.filter(({ status }) => status !== 'Completed')).toEqual([]);
    for (const id of acknowledged.raised) expect(byId.get(id)?.output).toEqual(SURVIVED);
    const plain = reported.filter(({ output }) => typeof output === 'number');
    for (const { instanceId, output } of plain) expect(output).toBe(Number(instanceId.split('-')[2]) + 3);
    expect((await stat(join(folder, 'durable.jsonl'))).size).toBeGreaterThan(0);
  }, 60_000);
});

/** Raises the events that were lost with an unanswered request, then waits for the end of all instances. */
async function finish(process: ChildProcess): Promise<readonly ReportedInstance[]> {
  for (const id of waitingIds()) if (!acknowledged.raised.has(id)) ask(process, { kind: 'raise', instanceId: id });
  ask(process, { kind: 'report' });
  return new Promise((resolve) => {
    process.on('message', (answer: CrashAnswer) => {
      if (answer.kind === 'report')
        resolve(answer.instances.filter(({ instanceId }) => instanceId.startsWith('round-')));
    });
  });
}

function waitingIds(): readonly string[] {
  const indexes = Array.from({ length: STARTS_PER_ROUND / WAITING_EVERY }, (_, index) => index * WAITING_EVERY);
  return Array.from({ length: ROUNDS }, (_, round) => indexes.map((index) => `round-${round}-${index}`)).flat();
}
