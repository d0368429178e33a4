// A worker as in production: waits for more after each message. DIE_AT: the id whose first delivery kills it.
import { ServiceBusClient } from '@azure/service-bus';

const client = new ServiceBusClient(process.env['ServiceBus'] ?? '');
const receiver = client.createReceiver(process.env['QUEUE'] ?? '');
const shutdown = new AbortController();
process.once('SIGTERM', () => shutdown.abort());
process.stdout.write('started\n');
for (;;) {
  const options = { maxWaitTimeInMs: 20_000, abortSignal: shutdown.signal };
  const [message] = await receiver.receiveMessages(1, options).catch(() => []);
  if (message === undefined) break;
  if (String(message.body.id) === process.env['DIE_AT'] && (message.deliveryCount ?? 0) === 0) {
    process.kill(process.pid, 'SIGKILL');
  }
  process.stdout.write(`handled ${message.body.id}\n`);
  await receiver.completeMessage(message);
}
await client.close();
