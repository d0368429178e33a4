import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createServiceBusBroker } from '../../../local/service-bus/create-service-bus-broker.js';
import { withBroker } from './with-broker.js';

const QUEUES = [{ name: 'jobs', duplicateDetectionWindowMs: 600_000 }];
const MESSAGE_BYTES = 100_000;

it('keeps the journal in proportion to what is in the queues, losing nothing', async () => {
  const { broker, directory, dispose } = await withBroker(QUEUES);
  try {
    const jobs = broker.queue('jobs');
    await jobs.send({ body: 'stays', messageId: 'first' });
    const [first] = jobs.receive(1);
    for (let at = 0; at < 100; at += 1) {
      await jobs.send({ body: Buffer.alloc(MESSAGE_BYTES, at), messageId: `m${at}` });
      const [message] = jobs.receive(1);
      if (message) await jobs.complete(message.lockToken);
    }
    expect(first).toBeDefined();
    await broker.dispose();
    const written = 100 * MESSAGE_BYTES;
    expect((await stat(join(directory, 'service-bus.jsonl'))).size).toBeLessThan(written / 1.5);

    const again = createServiceBusBroker({ directory, queues: QUEUES });
    await again.start();
    await again.queue('jobs').send({ body: 'duplicate', messageId: 'm3' });
    expect(
      again
        .queue('jobs')
        .receive(5)
        .map(({ body }) => body.toString()),
    ).toEqual(['stays']);
    await again.dispose();
  } finally {
    await dispose();
  }
});
