// A worker as in production: receives one message with the real client, handles it, ends.
import { ServiceBusClient } from '@azure/service-bus';

const client = new ServiceBusClient(process.env['ServiceBus'] ?? '');
const receiver = client.createReceiver(process.env['QUEUE'] ?? '');
const [message] = await receiver.receiveMessages(1, { maxWaitTimeInMs: 5_000 });
if (message) {
  process.stdout.write(`handled ${message.body.id}\n`);
  await receiver.completeMessage(message);
}
await client.close();
