import { getEventListeners } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ServiceBusClient } from '@azure/service-bus';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type RunExecutionDeps, runExecution } from '../../../gpu-container/src/execution/run-execution.js';
import type { Delivery } from '../../../gpu-container/src/trace/delivery.js';
import { createServiceBusBroker, type ServiceBusBroker } from '../../../local/service-bus/create-service-bus-broker.js';
import type { TaskMessage } from '../../../pipeline/contracts/task-message.js';
import { TaskResult } from '../../../pipeline/contracts/task-result.js';
import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';
import { toFailure } from '../../../pipeline/errors/to-failure.js';
import { createServiceBusSender } from '../../../platform/messaging/service-bus-sender.js';
import { taskOf, unitOf } from './task-fixture.js';

let directory: string;
let broker: ServiceBusBroker;
let client: ServiceBusClient;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'execution-'));
  broker = createServiceBusBroker({
    directory,
    queues: [{ name: 'tasks-cpu', maxDeliveryCount: 2 }, { name: 'task-results' }],
  });
  client = new ServiceBusClient((await broker.start()).connectionString);
});
afterEach(async () => {
  await client.close();
  await broker.dispose();
  await rm(directory, { recursive: true, force: true });
});

const task = taskOf([unitOf('a')], Date.now());
const done = {
  schemaVersion: 1,
  kind: 'done',
  taskId: 'plan-0',
  jobId: 'job_1',
  instanceId: 'instance-1',
  attempt: 1,
} as const;

let reasons: string[] = [];
beforeEach(() => {
  reasons = [];
});

const reject = (message: string, more: object): never => {
  throw Object.assign(new Error(message), more);
};

function execute(changed: Partial<RunExecutionDeps> = {}) {
  const silent = () => undefined;
  return runExecution({
    client,
    sender: createServiceBusSender(client),
    queue: 'tasks-cpu',
    messageWaitMs: 2_000,
    lingerMs: 0,
    recycleReason: async () => undefined,
    shutdown: new AbortController().signal,
    log: { info: silent, warn: silent, error: (_, fields) => reasons.push(String(fields?.['reason'])) },
    perform: async () => done,
    ...changed,
  });
}

describe('runExecution over the real Service Bus client', () => {
  it('works one message off: result first, then complete', async () => {
    await broker.queue('tasks-cpu').send({ body: task, messageId: 'm1' });

    expect(await execute()).toEqual({ messages: 1, last: 'done', reason: 'linger' });

    const [result] = broker.queue('task-results').receive(1);
    expect(TaskResult.parse(JSON.parse(String(result?.body)))).toEqual(done);
    expect(broker.queue('tasks-cpu').counts).toMatchObject({ active: 0, deadLetter: 0 });
  });

  it('ends idle when another replica took the message', async () => {
    expect(await execute({ messageWaitMs: 200 })).toEqual({ messages: 0, last: undefined, reason: 'idle' });
  });

  it('gives a message back when the work may heal, until the broker gives it up', async () => {
    await broker.queue('tasks-cpu').send({ body: task, messageId: 'm1' });
    const perform = async () => {
      throw new Error('try me again');
    };

    expect(await execute({ perform, lingerMs: 5_000 })).toMatchObject({ messages: 1, reason: 'abandoned' });
    expect(await execute({ perform, lingerMs: 5_000 })).toMatchObject({ messages: 1, reason: 'abandoned' });

    expect(broker.queue('tasks-cpu').counts).toMatchObject({ active: 0, deadLetter: 1 });
  });

  it('notes why the message came back, also when the storage answered without a word', async () => {
    await broker.queue('tasks-cpu').send({ body: task, messageId: 'm1' });
    const fail = (message: string, more: object) => execute({ perform: async () => reject(message, more) });

    await fail('', { name: 'RestError', statusCode: 500 });
    await fail('Cannot read http://127.0.0.1/a?sig=secret', {});

    const [dead] = broker.queue('tasks-cpu/$DeadLetterQueue').receive(1);
    expect(dead?.applicationProperties?.['lastFailure']).toBe('Cannot read http://127.0.0.1/a');
    expect(reasons).toEqual(['RestError (status 500)', 'Cannot read http://127.0.0.1/a']);
  });

  it('dead-letters what is not a task, with the reason', async () => {
    await broker.queue('tasks-cpu').send({ body: { nonsense: true }, messageId: 'm1' });

    expect(await execute()).toMatchObject({ last: 'dead-lettered' });

    const [dead] = broker.queue('tasks-cpu/$DeadLetterQueue').receive(1);
    expect(dead?.applicationProperties).toMatchObject({ DeadLetterReason: 'message-invalid' });
  });

  it('ends at once when it is asked to stop while it waits for its first message', async () => {
    const stop = new AbortController();
    const ended = execute({ messageWaitMs: 60_000, shutdown: stop.signal });
    stop.abort(new Error('asked to stop'));

    expect(await ended).toMatchObject({ messages: 0, reason: 'shutdown' });
  });
});

const numbered = (...numbers: readonly number[]) =>
  numbers.map((number) => ({ body: { ...task, taskId: `plan-${number}` }, messageId: `m${number}` }));

const resultsOf = () =>
  broker
    .queue('task-results')
    .receive(10)
    .map(({ body }) => TaskResult.parse(JSON.parse(String(body))).taskId);

/** Says what it was given, and answers for it. */
function worker(taken: string[], onTask: (taskId: string) => Promise<void> = async () => undefined) {
  return async ({ taskId }: TaskMessage, { isFirst }: Delivery): Promise<TaskResult> => {
    taken.push(isFirst ? `${taskId}, started for it` : taskId);
    await onTask(taskId);
    return { ...done, taskId };
  };
}

describe('runExecution that waits for more', () => {
  it('works message after message off, one at a time and in their order, and says which it was started for', async () => {
    await broker.queue('tasks-cpu').send(...numbered(1, 2, 3));
    const taken: string[] = [];
    let atOnce = 0;
    const perform = worker(taken, async () => {
      atOnce += 1;
      expect(atOnce).toBe(1);
      await new Promise((resolve) => setImmediate(resolve));
      atOnce -= 1;
    });

    expect(await execute({ lingerMs: 200, perform })).toEqual({ messages: 3, last: 'done', reason: 'idle' });

    expect(taken).toEqual(['plan-1, started for it', 'plan-2', 'plan-3']);
    expect(resultsOf()).toEqual(['plan-1', 'plan-2', 'plan-3']);
    expect(broker.queue('tasks-cpu').counts).toMatchObject({ active: 0, deadLetter: 0 });
  });

  it('takes a message that comes while it waits', async () => {
    await broker.queue('tasks-cpu').send(...numbered(1));
    const taken: string[] = [];
    const stop = new AbortController();
    const perform = worker(taken, async (taskId) => {
      if (taskId === 'plan-2') stop.abort(new Error('asked to stop'));
      // sent once the first is settled: the execution is waiting then
      else void waitUntilEmpty().then(() => broker.queue('tasks-cpu').send(...numbered(2)));
    });

    const end = await execute({ lingerMs: 30_000, perform, shutdown: stop.signal });

    expect(end).toEqual({ messages: 2, last: 'done', reason: 'shutdown' });
    expect(taken).toEqual(['plan-1, started for it', 'plan-2']);
  });

  it('ends at once when it is asked to stop meanwhile, and the next message is untouched', async () => {
    await broker.queue('tasks-cpu').send(...numbered(1));
    const stop = new AbortController();
    const ended = execute({ lingerMs: 60_000, shutdown: stop.signal });
    await waitUntilEmpty();
    stop.abort(new Error('asked to stop'));

    expect(await ended).toEqual({ messages: 1, last: 'done', reason: 'shutdown' });

    await broker.queue('tasks-cpu').send(...numbered(2));
    expect(broker.queue('tasks-cpu').receive(1)).toHaveLength(1);
  });

  it('takes no more after a task that failed for good, or a message that is none', async () => {
    const failure = toFailure(new PipelineError('source-damaged', 'It breaks off.'));
    await broker.queue('tasks-cpu').send(...numbered(1, 2));
    const perform = async (): Promise<TaskResult> => ({ ...done, kind: 'failed', failure });
    expect(await execute({ lingerMs: 5_000, perform })).toEqual({ messages: 1, last: 'failed', reason: 'failed' });
    expect(broker.queue('tasks-cpu').counts.active).toBe(1);
    expect(await execute()).toMatchObject({ messages: 1 });

    await broker.queue('tasks-cpu').send({ body: { nonsense: true }, messageId: 'm3' }, ...numbered(4));
    expect(await execute({ lingerMs: 5_000 })).toMatchObject({ messages: 1, reason: 'dead-lettered' });
    expect(broker.queue('tasks-cpu').counts).toMatchObject({ active: 1, deadLetter: 1 });
  });

  it('leaves what it cannot read after a task to a newer process, which refuses it where it is no task either', async () => {
    await broker
      .queue('tasks-cpu')
      .send(...numbered(1), { body: { ...task, saidSince: 'an upgrade' }, messageId: 'm2' });

    expect(await execute({ lingerMs: 5_000 })).toMatchObject({ messages: 2, reason: 'abandoned' });
    expect(broker.queue('tasks-cpu').counts).toMatchObject({ active: 1, deadLetter: 0 });

    expect(await execute({ lingerMs: 5_000 })).toMatchObject({ messages: 1, reason: 'dead-lettered' });
    expect(broker.queue('tasks-cpu').counts).toMatchObject({ active: 0, deadLetter: 1 });
  });

  it('takes no more when its process should make room for a new one', async () => {
    await broker.queue('tasks-cpu').send(...numbered(1, 2, 3));
    const recycleReason = async (messages: number) => (messages === 2 ? 'memory' : undefined);

    expect(await execute({ lingerMs: 5_000, recycleReason })).toEqual({ messages: 2, last: 'done', reason: 'memory' });
    expect(broker.queue('tasks-cpu').counts.active).toBe(1);
  });

  it('leaves nothing of a message behind that adds up', async () => {
    const numbers = Array.from({ length: 20 }, (_, index) => index);
    await broker.queue('tasks-cpu').send(...numbered(...numbers));
    const shutdown = new AbortController().signal;
    const warnings: string[] = [];
    const onWarning = (warning: Error) => warnings.push(warning.name);
    process.on('warning', onWarning);

    const end = await execute({ lingerMs: 200, shutdown });

    process.off('warning', onWarning);
    expect(end.messages).toBe(20);
    expect(warnings).toEqual([]);
    expect(getEventListeners(shutdown, 'abort').length).toBeLessThan(2); // the client leaves that of its last wait
  });
});

const waitUntilEmpty = () => vi.waitFor(() => expect(broker.queue('tasks-cpu').counts.active).toBe(0), { interval: 5 });
