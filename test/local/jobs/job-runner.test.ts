import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createJobRunner, type JobRunner } from '../../../local/jobs/create-job-runner.js';
import type { JobDefinition } from '../../../local/jobs/job-definition.js';
import type { ExecutionOutcome } from '../../../local/jobs/job-execution.js';
import { createServiceBusBroker, type ServiceBusBroker } from '../../../local/service-bus/create-service-bus-broker.js';
import { FakeClock } from '../service-bus/fake-clock.js';

const script = (name: string): string => fileURLToPath(new URL(`./${name}`, import.meta.url));
/** Processes take their time on a busy machine. */
const PATIENCE = { timeout: 10_000, interval: 10 } as const;
const GRACE_MS = 30_000;

let directory: string;
let broker: ServiceBusBroker;
let connectionString: string;
let runner: JobRunner | undefined;
let lines: string[];
let outcomes: ExecutionOutcome[];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'polydub-jobs-'));
  broker = createServiceBusBroker({
    directory: join(directory, 'broker'),
    queues: [{ name: 'jobs', lockDurationMs: 5_000 }],
  });
  ({ connectionString } = await broker.start());
  lines = [];
  outcomes = [];
});

afterEach(async () => {
  await runner?.dispose(0);
  runner = undefined;
  await broker.dispose();
  await rm(directory, { recursive: true, force: true });
});

async function startRunner(behaviour: string, changed: Partial<JobDefinition> = {}): Promise<JobRunner> {
  runner = createJobRunner({
    name: 'worker',
    queue: broker.queue('jobs'),
    command: process.execPath,
    args: [script('worker-script.mjs'), behaviour],
    env: { PATH: process.env['PATH'] },
    stateDirectory: join(directory, 'running'),
    logDirectory: join(directory, 'logs'),
    maxExecutions: 2,
    replicaTimeoutMs: 600_000,
    onLine: (line) => lines.push(line),
    onExecutionEnded: (outcome) => outcomes.push(outcome),
    ...changed,
  });
  await runner.start();
  return runner;
}

async function send(count = 1): Promise<void> {
  await broker.queue('jobs').send(...Array.from({ length: count }, (_, id) => ({ body: { id } })));
}

const starts = (): number => lines.filter((line) => line.startsWith('started')).length;
const started = (count: number): Promise<void> => vi.waitFor(() => expect(starts()).toBe(count), PATIENCE);
const ended = (count: number): Promise<void> => vi.waitFor(() => expect(outcomes.length).toBe(count), PATIENCE);

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('scaling', () => {
  it('handles every message with real workers, as many at once as allowed', async () => {
    let most = 0;
    const scaled = await startRunner('', {
      args: [script('sdk-worker.mjs')],
      env: { PATH: process.env['PATH'], ServiceBus: connectionString, QUEUE: 'jobs' },
      onLine: (line) => {
        lines.push(line);
        most = Math.max(most, scaled.runningExecutions);
      },
    });
    await send(5);
    await vi.waitFor(() => expect(broker.queue('jobs').counts.active).toBe(0), { timeout: 30_000 });
    expect(lines.filter((line) => line.startsWith('handled')).sort()).toEqual(
      [0, 1, 2, 3, 4].map((id) => `handled ${id}`),
    );
    expect(most).toBe(2);
    await ended(5);
    expect(outcomes.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0, 0, 0]);
  });

  it('counts a locked message as one an execution is running for', async () => {
    await startRunner('wait');
    await send(1);
    await started(1);
    broker.queue('jobs').receive(1);
    await send(1);
    await started(2);
    await send(1);
    expect(runner?.runningExecutions).toBe(2);
  });

  it('keeps an execution waiting after the start and after a message, for a minute', async () => {
    const clock = new FakeClock();
    await startRunner('end', { warmExecutions: 1, clock });
    await ended(1);
    clock.advance(60_000);
    const before = starts();
    clock.advance(120_000);
    expect(starts()).toBe(before);
    await send(1);
    // one for the message and one to wait; as these end without taking it, more may follow
    await vi.waitFor(() => expect(starts()).toBeGreaterThanOrEqual(before + 2), PATIENCE);
    const [message] = broker.queue('jobs').receive(1);
    if (message) await broker.queue('jobs').complete(message.lockToken);
    await vi.waitFor(() => expect(runner?.runningExecutions).toBe(0), PATIENCE);
    for (let elapsedMs = 0; elapsedMs < 60_000; elapsedMs += 15_000) {
      clock.advance(15_000);
      await vi.waitFor(() => expect(runner?.runningExecutions).toBe(0), PATIENCE);
    }
    const kept = starts();
    expect(kept).toBeGreaterThan(before + 2);
    clock.advance(120_000);
    expect(runner?.runningExecutions).toBe(0);
    expect(starts()).toBe(kept);
  });

  it('starts nothing for a message that an execution takes after another', async () => {
    await startRunner('', {
      args: [script('lingering-worker.mjs')],
      env: { PATH: process.env['PATH'], ServiceBus: connectionString, QUEUE: 'jobs' },
    });
    for (const count of [1, 2, 3]) {
      await send(1);
      await vi.waitFor(() => expect(lines.filter((line) => line.startsWith('handled'))).toHaveLength(count), PATIENCE);
      await vi.waitFor(() => expect(broker.queue('jobs').counts.active).toBe(0), PATIENCE);
    }
    expect(starts()).toBe(1);
    expect(runner?.runningExecutions).toBe(1);

    const startedAt = performance.now();
    await runner?.dispose(GRACE_MS);
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    expect(outcomes.map(({ exitCode }) => exitCode)).toEqual([0]);
  });

  it('starts a new one for the message of an execution that was killed, which loses no other', async () => {
    await startRunner('', {
      args: [script('lingering-worker.mjs')],
      env: { PATH: process.env['PATH'], ServiceBus: connectionString, QUEUE: 'jobs', DIE_AT: '1' },
      maxExecutions: 1,
    });
    await send(3);
    await vi.waitFor(() => expect(broker.queue('jobs').counts.active).toBe(0), { timeout: 20_000, interval: 10 });
    const handled = lines.filter((line) => line.startsWith('handled'));
    expect(handled.toSorted()).toEqual(['handled 0', 'handled 1', 'handled 2']);
    expect(outcomes.map(({ signal }) => signal)).toEqual(['SIGKILL']);
    expect(starts()).toBe(2);
  });
});

describe('an execution', () => {
  it('leaves a log of its own, and is told its name as in Azure', async () => {
    await startRunner('fail');
    await send(1);
    await ended(1);
    const name = outcomes[0]?.name ?? '';
    expect(name).toMatch(/^worker-[0-9a-f]{8}$/);
    const log = await readFile(join(directory, 'logs', `${name}.log`), 'utf8');
    expect(log.split('\n').sort()).toEqual(['', 'cannot go on', `started fail as ${name} of worker`]);
    expect(lines).toContain('cannot go on');
    expect(outcomes[0]).toMatchObject({ exitCode: 3, hasTimedOut: false, startError: undefined });
  });

  it('is asked to end at the timeout, and ended after the grace if it does not', async () => {
    const clock = new FakeClock();
    await startRunner('stubborn', { clock, replicaTimeoutMs: 60_000 });
    await send(1);
    await started(1);
    clock.advance(60_000);
    await vi.waitFor(() => expect(lines).toContain('asked to end'), PATIENCE);
    clock.advance(GRACE_MS - 1);
    expect(outcomes).toEqual([]);
    clock.advance(1);
    await ended(1);
    expect(outcomes[0]).toMatchObject({ signal: 'SIGKILL', exitCode: undefined, hasTimedOut: true });
  });

  it('that cannot be started is a failure that says why', async () => {
    await startRunner('', { workingDirectory: join(directory, 'missing') });
    await send(1);
    await ended(1);
    expect(outcomes[0]?.startError).toContain('ENOENT');
  });
});

describe('failures', () => {
  it('make the next execution wait, longer each time', async () => {
    const clock = new FakeClock();
    await startRunner('fail', { clock, maxExecutions: 1 });
    await send(1);
    await ended(1);
    for (const [at, delayMs] of [250, 500, 1_000].entries()) {
      clock.advance(delayMs - 1);
      expect(runner?.runningExecutions).toBe(0);
      clock.advance(1);
      await ended(at + 2);
    }
  });

  it('are run again under the same name as often as the job allows', async () => {
    const clock = new FakeClock();
    await startRunner('fail', { clock, maxExecutions: 1, replicaRetryLimit: 1 });
    await send(1);
    await ended(1);
    clock.advance(250);
    await ended(2);
    clock.advance(500);
    await ended(3);
    const [first, second, third] = outcomes.map(({ name }) => name);
    expect(second).toBe(first);
    expect(third).not.toBe(first);
  });

  it('include ending at once with the message left where it was', async () => {
    const clock = new FakeClock();
    await startRunner('end', { clock, maxExecutions: 1 });
    await send(1);
    await ended(1);
    expect(runner?.runningExecutions).toBe(0);
    clock.advance(250);
    await ended(2);
  });
});

describe('disposal', () => {
  it('lets executions end by themselves and starts no more', async () => {
    await startRunner('polite');
    await send(3);
    await started(2);
    await runner?.dispose(GRACE_MS);
    expect(outcomes.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
    expect(starts()).toBe(2);
    expect(await readdir(join(directory, 'running'))).toEqual([]);
  });

  it('ends what an execution had started too', async () => {
    await startRunner('parent');
    await send(1);
    const childLine = await vi.waitFor(() => {
      const line = lines.find((each) => each.startsWith('child'));
      if (!line) throw new Error('No child yet.');
      return line;
    }, PATIENCE);
    const pid = Number(childLine.split(' ')[1]);
    expect(isAlive(pid)).toBe(true);
    await runner?.dispose(0);
    await vi.waitFor(() => expect(isAlive(pid)).toBe(false), PATIENCE);
  });
});
