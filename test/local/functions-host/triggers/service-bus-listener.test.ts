/** The listener on the real broker: what the broker hands out is what the listener takes. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../../local/functions-host/system-clock.js';
import type { QueueSource } from '../../../../local/functions-host/triggers/queue-source.js';
import { ServiceBusListener } from '../../../../local/functions-host/triggers/service-bus-listener.js';
import type { InvokeFunctionParams } from '../../../../local/functions-host/worker/function-invoker.js';
import {
  createServiceBusBroker,
  type ServiceBusBroker,
} from '../../../../local/service-bus/create-service-bus-broker.js';
import { eventually } from '../eventually.js';

let directory: string;
let broker: ServiceBusBroker;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'host-broker-'));
  broker = createServiceBusBroker({ directory, queues: [{ name: 'work', maxDeliveryCount: 2 }] });
  await broker.start();
});

afterEach(async () => {
  await broker.dispose();
  await rm(directory, { recursive: true });
});

function listen(queueName: string, work: (params: InvokeFunctionParams) => void): ServiceBusListener {
  const source: QueueSource = broker.queue(queueName);
  const settings = { maxConcurrentCalls: 2, maxAutoLockRenewalMs: 60_000, autoCompleteMessages: true };
  const listener = new ServiceBusListener({
    functionName: 'f',
    queueName,
    source,
    settings,
    clock: systemClock,
    log: () => undefined,
    invoke: async (params) => {
      work(params);
      return { invocationId: '' };
    },
  });
  listener.start();
  return listener;
}

describe('a listener on the broker', () => {
  it('completes what succeeds, in whatever number it arrives', async () => {
    const bodies: (string | undefined)[] = [];
    const listener = listen('work', ({ trigger }) => bodies.push(trigger.string));
    await broker.queue('work').send(...Array.from({ length: 25 }, (_, n) => ({ body: { n } })));
    await eventually(() => bodies.length === 25);
    await listener.dispose();
    expect(broker.queue('work').counts).toMatchObject({ active: 0, locked: 0, deadLetter: 0 });
    expect(bodies.map((body) => JSON.parse(body ?? '').n)).toEqual(Array.from({ length: 25 }, (_, n) => n));
  });

  it('lets a message that keeps failing go to the dead-letter queue, where another function finds it', async () => {
    const deliveries: (number | undefined)[] = [];
    const failing = listen('work', ({ triggerMetadata }) => {
      deliveries.push(triggerMetadata?.['DeliveryCount']?.int);
      throw new Error('poison');
    });
    const dead: InvokeFunctionParams[] = [];
    const mourning = listen('work/$DeadLetterQueue', (params) => dead.push(params));
    await broker.queue('work').send({ body: 'bad', messageId: 'm' });
    await eventually(() => dead.length === 1);
    await Promise.all([failing.dispose(), mourning.dispose()]);
    expect(deliveries).toEqual([1, 2]);
    expect(dead[0]).toMatchObject({ trigger: { string: 'bad' }, triggerMetadata: { MessageId: { string: 'm' } } });
    expect(JSON.parse(dead[0]?.triggerMetadata?.['ApplicationProperties']?.json ?? '')).toMatchObject({
      DeadLetterReason: 'MaxDeliveryCountExceeded',
    });
  });
});
