import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ServiceBusClient } from '@azure/service-bus';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { bundleScript } from '../bundle-script.js';

const KILLS = 4;
const MESSAGES_PER_KILL = 60;
const CACHE = fileURLToPath(new URL('../../../node_modules/.cache/', import.meta.url));
const ready = z.object({ port: z.int(), connectionString: z.string(), active: z.int() });

let directory: string;
let script: string;
let running: ChildProcess | undefined;

beforeAll(async () => {
  await mkdir(CACHE, { recursive: true });
  directory = await mkdtemp(join(CACHE, 'polydub-broker-crash-'));
  const entry = fileURLToPath(new URL('./broker-process.ts', import.meta.url));
  script = await bundleScript({ entry, directory });
});

afterEach(async () => {
  if (running?.exitCode === null && running.signalCode === null) await killBroker();
  await rm(join(directory, 'data'), { recursive: true, force: true });
});

afterAll(async () => {
  await rm(directory, { recursive: true, force: true });
});

async function startBroker(port: number): Promise<z.output<typeof ready>> {
  const child = fork(script, [join(directory, 'data'), String(port)]);
  running = child;
  const [message] = await once(child, 'message');
  return ready.parse(message);
}

/** Resolves to the signal that ended the process. */
async function killBroker(): Promise<unknown> {
  const child = running;
  if (!child) throw new Error('No broker is running.');
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  const [, signal] = await exited;
  return signal;
}

/** What a run of clients saw: ids whose sending was acknowledged, and ids that came out. */
interface Ledger {
  readonly acknowledged: Set<number>;
  readonly processed: Set<number>;
  nextId: number;
}

/** Sends and receives with a new client until enough more messages are acknowledged, then kills the broker under it. */
async function workUntilKilled(connectionString: string, ledger: Ledger): Promise<unknown> {
  const client = new ServiceBusClient(connectionString, { retryOptions: { maxRetries: 0, timeoutInMs: 500 } });
  const sender = client.createSender('jobs');
  const state = { isSending: true };
  const producing = (async () => {
    while (state.isSending) {
      const id = ledger.nextId++;
      await sender.sendMessages({ body: { id }, messageId: `m${id}` }).then(
        () => ledger.acknowledged.add(id),
        () => undefined,
      );
    }
  })();
  client.createReceiver('jobs').subscribe(
    {
      processMessage: async ({ body }) => {
        ledger.processed.add(body.id);
      },
      processError: async () => {},
    },
    { maxConcurrentCalls: 4 },
  );
  const target = ledger.acknowledged.size + MESSAGES_PER_KILL;
  await expect.poll(() => ledger.acknowledged.size, { timeout: 20_000, interval: 5 }).toBeGreaterThanOrEqual(target);
  const signal = await killBroker();
  state.isSending = false;
  await producing;
  await client.close();
  return signal;
}

async function drain(connectionString: string, ledger: Ledger): Promise<void> {
  const client = new ServiceBusClient(connectionString);
  const receiver = client.createReceiver('jobs', { receiveMode: 'receiveAndDelete' });
  const missing = (): boolean => [...ledger.acknowledged].some((id) => !ledger.processed.has(id));
  while (missing()) {
    const messages = await receiver.receiveMessages(100, { maxWaitTimeInMs: 2_000 });
    for (const { body } of messages) ledger.processed.add(body.id);
    if (messages.length === 0) break;
  }
  await client.close();
}

it('loses no acknowledged message to kill -9 while clients send and settle', async () => {
  const ledger: Ledger = { acknowledged: new Set(), processed: new Set(), nextId: 0 };
  let address = await startBroker(0);
  let kills = 0;
  for (let round = 0; round < KILLS; round += 1) {
    if ((await workUntilKilled(address.connectionString, ledger)) === 'SIGKILL') kills += 1;
    address = await startBroker(0);
  }
  await drain(address.connectionString, ledger);
  expect([...ledger.acknowledged].filter((id) => !ledger.processed.has(id))).toEqual([]);
  expect(kills).toBe(KILLS);
  expect(ledger.acknowledged.size).toBeGreaterThanOrEqual(KILLS * MESSAGES_PER_KILL);
});

it('is found again by a client that was connected when it was killed', async () => {
  const { port, connectionString } = await startBroker(0);
  const client = new ServiceBusClient(connectionString, { retryOptions: { maxRetries: 10, retryDelayInMs: 50 } });
  const sender = client.createSender('jobs');
  await sender.sendMessages({ body: 'before' });
  expect(await killBroker()).toBe('SIGKILL');
  await startBroker(port);
  await sender.sendMessages({ body: 'after' });
  const receiver = client.createReceiver('jobs', { receiveMode: 'receiveAndDelete' });
  const messages = await receiver.receiveMessages(2, { maxWaitTimeInMs: 2_000 });
  expect(messages.map(({ body }) => body)).toEqual(['before', 'after']);
  await client.close();
});
