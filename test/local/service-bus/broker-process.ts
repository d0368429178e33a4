import { createServiceBusBroker } from '../../../local/service-bus/create-service-bus-broker.js';

/** A broker as a process of its own: `node broker-process.mjs <directory> <port>`; reports its address to its parent. */
const [directory, port] = process.argv.slice(2);
if (!directory || !port) throw new Error('Usage: broker-process <directory> <port>');
const broker = createServiceBusBroker({
  directory,
  port: Number(port),
  queues: [{ name: 'jobs', lockDurationMs: 3_000, maxDeliveryCount: 100 }],
});
const startedAtMs = performance.now();
const address = await broker.start();
process.send?.({ ...address, recoveryMs: performance.now() - startedAtMs, active: broker.queue('jobs').counts.active });
process.on('message', () => process.send?.({ rssBytes: process.memoryUsage().rss }));
process.on('disconnect', () => process.exit(0));
