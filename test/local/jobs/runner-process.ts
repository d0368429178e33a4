import { createJobRunner } from '../../../local/jobs/create-job-runner.js';
import { createServiceBusBroker } from '../../../local/service-bus/create-service-bus-broker.js';

/** A runner as a process of its own, so that a test can kill it: `node runner-process.mjs <directory> <worker script>`. */
const [directory, script] = process.argv.slice(2);
if (!directory || !script) throw new Error('Usage: runner-process <directory> <worker script>');
const broker = createServiceBusBroker({ directory: `${directory}/broker`, queues: [{ name: 'jobs' }] });
await broker.start();
const runner = createJobRunner({
  queue: broker.queue('jobs'),
  command: process.execPath,
  args: [script, 'parent'],
  env: process.env,
  stateDirectory: `${directory}/running`,
  logDirectory: `${directory}/logs`,
  maxExecutions: 1,
  replicaTimeoutMs: 60_000,
  onLine: (line) => process.send?.({ line }),
});
await runner.start();
await broker.queue('jobs').send({ body: 'work' });
