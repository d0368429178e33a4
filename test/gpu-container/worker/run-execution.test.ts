import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ServiceBusClient } from '@azure/service-bus';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type RunExecutionDeps, runExecution } from '../../../gpu-container/src/run-execution.js';
import { createServiceBusBroker, type ServiceBusBroker } from '../../../local/service-bus/create-service-bus-broker.js';
import { TaskResult } from '../../../pipeline/contracts/task-result.js';
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
    shutdown: new AbortController().signal,
    log: { info: silent, warn: silent, error: (_, fields) => reasons.push(String(fields?.['reason'])) },
    perform: async () => done,
    ...changed,
  });
}

describe('runExecution over the real Service Bus client', () => {
  it('works one message off: result first, then complete', async () => {
    await broker.queue('tasks-cpu').send({ body: task, messageId: 'm1' });

    expect(await execute()).toBe('completed');

    const [result] = broker.queue('task-results').receive(1);
    expect(TaskResult.parse(JSON.parse(String(result?.body)))).toEqual(done);
    expect(broker.queue('tasks-cpu').counts).toMatchObject({ active: 0, deadLetter: 0 });
  });

  it('ends idle when another replica took the message', async () => {
    expect(await execute({ messageWaitMs: 200 })).toBe('idle');
  });

  it('gives a message back when the work may heal, until the broker gives it up', async () => {
    await broker.queue('tasks-cpu').send({ body: task, messageId: 'm1' });
    const perform = async () => {
      throw new Error('try me again');
    };

    expect(await execute({ perform })).toBe('abandoned');
    expect(await execute({ perform })).toBe('abandoned');

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

    expect(await execute()).toBe('dead-lettered');

    const [dead] = broker.queue('tasks-cpu/$DeadLetterQueue').receive(1);
    expect(dead?.applicationProperties).toMatchObject({ DeadLetterReason: 'message-invalid' });
  });
});
