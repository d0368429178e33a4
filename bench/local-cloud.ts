import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ServiceBusClient } from '@azure/service-bus';
import { createFunctionsHost } from '../local/functions-host/create-functions-host.js';
import { createServiceBusBroker } from '../local/service-bus/create-service-bus-broker.js';

const orchestrations = 1_000;
const inFlight = 50;
const messages = 3_000;
const batchSize = 100;

/** Prints what the cloud on one machine costs and carries, everything journaled with fdatasync. */
async function main(): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'polydub-bench-'));
  const print = (name: string, value: string) => process.stdout.write(`${name.padEnd(58)} ${value}\n`);
  try {
    print(`orchestrations of three activities, ${inFlight} in flight`, `${await orchestrationRate(directory)}/s`);
    const rates = await messageRates(directory);
    print(`messages sent in batches of ${batchSize}, real client`, `${rates.sent}/s`);
    print('messages received and completed, real client', `${rates.completed}/s`);
    print('whole cloud, first start / start over its state', await startTimes(directory));
    print('memory of the process with all of the above', `${Math.round(process.memoryUsage().rss / 1e6)} MB`);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function orchestrationRate(directory: string): Promise<number> {
  const appRoot = fileURLToPath(new URL('cloud/trivial-app/', sourceRoot()));
  const stateDirectory = join(directory, 'durable');
  const host = createFunctionsHost({ appRoot, stateDirectory, settings: {}, log: () => undefined });
  const { url } = await host.start();
  const started = performance.now();
  let next = 0;
  const work = async () => {
    while (next < orchestrations) {
      next += 1;
      await runOne(url);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, work));
  const rate = Math.round(orchestrations / ((performance.now() - started) / 1000));
  await host.dispose();
  return rate;
}

async function runOne(url: string): Promise<void> {
  const management = `${url}/runtime/webhooks/durabletask`;
  const start = await fetch(`${management}/orchestrators/three-steps`, { method: 'POST', body: '0' });
  const { id } = (await start.json()) as { id: string }; // the answer of our own host
  for (;;) {
    const response = await fetch(`${management}/instances/${id}`);
    await response.body?.cancel();
    if (response.status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function messageRates(directory: string) {
  const broker = createServiceBusBroker({ directory: join(directory, 'bus'), queues: [{ name: 'q' }] });
  const client = new ServiceBusClient((await broker.start()).connectionString);
  const sender = client.createSender('q');
  const sendStarted = performance.now();
  for (let sent = 0; sent < messages; sent += batchSize) {
    await sender.sendMessages(Array.from({ length: batchSize }, (_, index) => ({ body: { number: sent + index } })));
  }
  const sentMs = performance.now() - sendStarted;
  const receiver = client.createReceiver('q');
  const receiveStarted = performance.now();
  let completed = 0;
  while (completed < messages) {
    const batch = await receiver.receiveMessages(batchSize, { maxWaitTimeInMs: 1_000 });
    await Promise.all(batch.map((message) => receiver.completeMessage(message)));
    completed += batch.length;
  }
  const completedMs = performance.now() - receiveStarted;
  await client.close();
  await broker.dispose();
  const rate = (ms: number) => Math.round(messages / (ms / 1000));
  return { sent: rate(sentMs), completed: rate(completedMs) };
}

/** In processes of their own, as people start it: from the start of Node to the printed address. */
async function startTimes(directory: string): Promise<string> {
  const state = join(directory, 'cloud');
  const times: string[] = [];
  for (let round = 0; round < 2; round += 1) {
    const started = performance.now();
    const main = join(process.cwd(), 'dist/local/main.js');
    const child = spawn(process.execPath, [main, '--state', state], { stdio: ['ignore', 'pipe', 'ignore'] });
    await once(child.stdout, 'data');
    times.push(`${Math.round(performance.now() - started)} ms`);
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
  return times.join(' / ');
}

/** The sources, also when this file runs compiled: the sample app is not compiled. */
function sourceRoot(): URL {
  return new URL(import.meta.url.includes('/dist/bench/') ? '../../bench/' : './', import.meta.url);
}

await main();
process.exit(0); // the app keeps its Service Bus connection for as long as the process lives
