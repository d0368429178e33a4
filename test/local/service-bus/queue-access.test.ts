import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BrokerError } from '../../../local/service-bus/broker-error.js';
import { createServiceBusBroker, type ServiceBusBroker } from '../../../local/service-bus/create-service-bus-broker.js';
import type { QueueAccess } from '../../../local/service-bus/queue-access.js';
import type { QueueSettingsInput } from '../../../local/service-bus/queue-settings-schema.js';
import { serviceBusLimits } from '../../../local/service-bus/service-bus-limits.js';
import { FakeClock } from './fake-clock.js';

const MINUTE_MS = 60_000;
const QUEUES: readonly QueueSettingsInput[] = [
  { name: 'jobs', lockDurationMs: MINUTE_MS, maxDeliveryCount: 3 },
  { name: 'unique', duplicateDetectionWindowMs: 10 * MINUTE_MS },
  { name: 'expiring', defaultTtlMs: 5 * MINUTE_MS, lockDurationMs: 2 * MINUTE_MS, deadLetterOnExpiration: true },
];

let directory: string;
let clock: FakeClock;
let broker: ServiceBusBroker;
let jobs: QueueAccess;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'polydub-queue-'));
  clock = new FakeClock();
  await start();
});

afterEach(async () => {
  await broker.dispose();
  await rm(directory, { recursive: true, force: true });
});

async function start(): Promise<void> {
  broker = createServiceBusBroker({ directory, queues: QUEUES, clock });
  await broker.start();
  jobs = broker.queue('jobs');
}

async function restart(): Promise<void> {
  await broker.dispose();
  await start();
}

function receiveOne(queue: QueueAccess = jobs) {
  const [message] = queue.receive(1);
  if (!message) throw new Error(`Expected a message in ${queue.name}.`);
  return message;
}

function bodies(queue: QueueAccess = jobs): readonly string[] {
  return queue.receive(100).map(({ body }) => body.toString());
}

describe('a queue in process', () => {
  it('hands out what was sent, oldest first, with its properties', async () => {
    await jobs.send(
      { body: { n: 1 }, messageId: 'a', correlationId: 'c', subject: 's', contentType: 'application/json' },
      { body: 'text', applicationProperties: { kind: 'k' } },
      { body: Buffer.from([0, 255]) },
    );
    const [first, second, third, ...rest] = jobs.receive(10);
    expect(first).toMatchObject({ messageId: 'a', correlationId: 'c', subject: 's', contentType: 'application/json' });
    expect(first).toMatchObject({ sequenceNumber: 1, deliveryCount: 0, lockedUntilMs: clock.now() + MINUTE_MS });
    expect(JSON.parse(String(first?.body))).toEqual({ n: 1 });
    expect(second).toMatchObject({ applicationProperties: { kind: 'k' } });
    expect(second?.body.toString()).toBe('text');
    expect(third?.body).toEqual(Buffer.from([0, 255]));
    expect(rest).toEqual([]);
  });

  it('is found by its name in any letter case, and refuses other names', () => {
    expect(broker.queue('JOBS/$deadletterqueue').name).toBe('jobs/$DeadLetterQueue');
    expect(() => broker.queue('nope')).toThrow(BrokerError);
  });

  it('refuses settings Azure would refuse', () => {
    const tooLong = { name: 'x', lockDurationMs: serviceBusLimits.maxLockDurationMs + 1 };
    expect(() => createServiceBusBroker({ directory, queues: [tooLong] })).toThrow('lockDurationMs');
  });

  it('refuses a message above the limit and sends none of those beside it', async () => {
    const large = Buffer.alloc(serviceBusLimits.maxMessageSizeBytes);
    await expect(jobs.send({ body: 'small' }, { body: large })).rejects.toMatchObject({
      condition: 'amqp:link:message-size-exceeded',
    });
    expect(jobs.counts.active).toBe(0);
  });

  it('tells listeners of messages that come, that come back, and that are there already', async () => {
    let calls = 0;
    const stop = jobs.onAvailable(() => {
      calls += 1;
    });
    await jobs.send({ body: 1 }, { body: 2 });
    expect(calls).toBe(1);
    await jobs.abandon(receiveOne().lockToken);
    expect(calls).toBe(2);
    stop();
    await jobs.send({ body: 3 });
    expect(calls).toBe(2);
    await new Promise<void>((resolve) => jobs.onAvailable(resolve));
  });
});

describe('counts', () => {
  it('count locked messages as active, and scheduled, deferred and dead ones apart', async () => {
    await jobs.send({ body: 1 }, { body: 2 }, { body: 3 }, { body: 4, scheduledForMs: clock.now() + MINUTE_MS });
    await jobs.deadLetter(receiveOne().lockToken, { reason: 'r' });
    receiveOne();
    expect(jobs.counts).toEqual({ active: 2, locked: 1, scheduled: 1, deferred: 0, deadLetter: 1 });
    clock.advance(MINUTE_MS);
    expect(jobs.counts).toEqual({ active: 3, locked: 0, scheduled: 0, deferred: 0, deadLetter: 1 });
  });
});

describe('locks', () => {
  it('end after their duration, counting the delivery', async () => {
    await jobs.send({ body: 'x' });
    const first = receiveOne();
    clock.advance(MINUTE_MS - 1);
    expect(jobs.receive(1)).toEqual([]);
    clock.advance(1);
    expect(receiveOne().deliveryCount).toBe(1);
    await expect(jobs.complete(first.lockToken)).rejects.toMatchObject({
      condition: 'com.microsoft:message-lock-lost',
    });
  });

  it('last as long as they are renewed', async () => {
    await jobs.send({ body: 'x' });
    const { lockToken } = receiveOne();
    for (let minute = 0; minute < 10; minute += 1) {
      clock.advance(MINUTE_MS - 1);
      expect(jobs.renewLock(lockToken)).toBe(clock.now() + MINUTE_MS);
    }
    await jobs.complete(lockToken);
    expect(jobs.counts.active).toBe(0);
    expect(() => jobs.renewLock(lockToken)).toThrow(BrokerError);
  });

  it('that end too often move the message to the dead-letter queue', async () => {
    await jobs.send({ body: 'poison', messageId: 'p' });
    for (let delivery = 0; delivery < 3; delivery += 1) {
      expect(receiveOne().deliveryCount).toBe(delivery);
      clock.advance(MINUTE_MS);
    }
    expect(jobs.counts).toMatchObject({ active: 0, deadLetter: 1 });
    const dead = receiveOne(broker.queue('jobs/$DeadLetterQueue'));
    expect(dead).toMatchObject({ messageId: 'p', deadLetterSource: 'jobs', sequenceNumber: 1 });
    expect(dead.applicationProperties).toMatchObject({ DeadLetterReason: 'MaxDeliveryCountExceeded' });
  });

  it('of a dead-letter queue end without end', async () => {
    await jobs.send({ body: 'x' });
    await jobs.deadLetter(receiveOne().lockToken, {});
    const dead = broker.queue('jobs/$DeadLetterQueue');
    for (let delivery = 0; delivery < 20; delivery += 1) {
      receiveOne(dead);
      clock.advance(MINUTE_MS);
    }
    await expect(dead.deadLetter(receiveOne(dead).lockToken, {})).rejects.toMatchObject({
      condition: 'amqp:not-allowed',
    });
  });

  it('stay when an outcome cannot be applied', async () => {
    await jobs.send({ body: 'x' });
    const { lockToken } = receiveOne();
    await expect(jobs.abandon(lockToken, { tooLarge: 2 ** 70 })).rejects.toThrow();
    await expect(jobs.deadLetter(lockToken, { properties: { tooLarge: 2 ** 70 } })).rejects.toThrow();
    expect(jobs.counts).toMatchObject({ active: 1, locked: 1, deadLetter: 0 });
    await jobs.complete(lockToken);
    expect(jobs.counts.active).toBe(0);
  });

  it('can be given back uncounted', async () => {
    await jobs.send({ body: 'x' });
    await jobs.release(receiveOne().lockToken);
    expect(receiveOne().deliveryCount).toBe(0);
  });
});

describe('order', () => {
  it('puts a message that comes back before younger ones', async () => {
    await jobs.send({ body: 'a' }, { body: 'b' }, { body: 'c' });
    const first = receiveOne();
    await jobs.abandon(first.lockToken);
    expect(bodies()).toEqual(['a', 'b', 'c']);
  });

  it('lets a scheduled message in when its time comes', async () => {
    await jobs.send({ body: 'later', scheduledForMs: clock.now() + 10 }, { body: 'now' });
    expect(bodies()).toEqual(['now']);
    clock.advance(10);
    expect(bodies()).toEqual(['later']);
  });
});

describe('expiry', () => {
  it('takes the shorter of the sender’s and the queue’s time', async () => {
    const queue = broker.queue('expiring');
    await queue.send({ body: 'default' }, { body: 'short', ttlMs: 1_000 }, { body: 'long', ttlMs: 60 * MINUTE_MS });
    clock.advance(1_000);
    expect(queue.counts).toMatchObject({ active: 2, deadLetter: 1 });
    clock.advance(5 * MINUTE_MS);
    expect(queue.counts).toMatchObject({ active: 0, deadLetter: 3 });
  });

  it('lets a receiver that holds the message finish, and ends it if it does not', async () => {
    const queue = broker.queue('expiring');
    await queue.send({ body: 'finished', ttlMs: 1_000 }, { body: 'abandoned', ttlMs: 1_000 });
    const [finished, abandoned] = queue.receive(2);
    clock.advance(1_000);
    expect(queue.counts).toMatchObject({ active: 2, deadLetter: 0 });
    if (finished) await queue.complete(finished.lockToken);
    if (abandoned) await queue.abandon(abandoned.lockToken);
    expect(queue.counts).toMatchObject({ active: 0, deadLetter: 1 });
  });
});

describe('duplicate detection', () => {
  it('remembers ids for its window, also of messages that are gone and across a restart', async () => {
    const send = (): Promise<void> => broker.queue('unique').send({ body: 'x', messageId: 'id' });
    await send();
    await broker.queue('unique').complete(receiveOne(broker.queue('unique')).lockToken);
    await restart();
    await send();
    expect(broker.queue('unique').counts.active).toBe(0);
    clock.advance(10 * MINUTE_MS + 1);
    await send();
    expect(broker.queue('unique').counts.active).toBe(1);
  });
});

describe('a restart', () => {
  it('keeps messages, counts, order and times, and gives locked messages back uncounted', async () => {
    await jobs.send({ body: 'a' }, { body: 'b' }, { body: 'c' }, { body: 'd', scheduledForMs: clock.now() + 1_000 });
    const [a, b, c] = jobs.receive(3);
    if (!a || !b || !c) throw new Error('Expected three messages.');
    await jobs.abandon(a.lockToken, { why: 'tried' });
    await jobs.complete(b.lockToken);
    await restart();
    const [again, locked] = jobs.receive(10);
    expect(again).toMatchObject({ deliveryCount: 1, applicationProperties: { why: 'tried' }, sequenceNumber: 1 });
    expect(locked).toMatchObject({ deliveryCount: 0, sequenceNumber: 3 });
    expect(jobs.counts).toMatchObject({ active: 2, scheduled: 1 });
    await jobs.send({ body: 'e' });
    expect(receiveOne().sequenceNumber).toBe(5);
  });

  it('finds what the journal says whatever happened before it', async () => {
    const action = fc.oneof(
      fc.constant('send' as const),
      fc.constant('complete' as const),
      fc.constant('abandon' as const),
      fc.constant('dead-letter' as const),
      fc.constant('advance' as const),
      fc.constant('restart' as const),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(action, { maxLength: 30 }), async (actions) => {
        let sent = 0;
        let completed = 0;
        const before = total();
        for (const each of actions) {
          if (each === 'send') await jobs.send({ body: sent++ });
          else if (each === 'advance') clock.advance(MINUTE_MS);
          else if (each === 'restart') await restart();
          else completed += await settleNext(each);
        }
        await restart();
        expect(total()).toBe(before + sent - completed);
      }),
      { numRuns: 25 },
    );
  });
});

function total(): number {
  const { active, deadLetter } = jobs.counts;
  return active + deadLetter;
}

/** Settles the next message, if any; resolves to how many messages that removed. */
async function settleNext(how: 'complete' | 'abandon' | 'dead-letter'): Promise<number> {
  const [message] = jobs.receive(1);
  if (!message) return 0;
  if (how === 'abandon') await jobs.abandon(message.lockToken);
  else if (how === 'dead-letter') await jobs.deadLetter(message.lockToken, { reason: 'r' });
  else await jobs.complete(message.lockToken);
  return how === 'complete' ? 1 : 0;
}
