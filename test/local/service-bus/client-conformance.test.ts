import type { ServiceBusReceivedMessage, ServiceBusReceiver } from '@azure/service-bus';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BrokerFixture, withBroker } from './with-broker.js';

/** Long enough for anything that comes, short enough to prove that nothing does. */
const SOON = { maxWaitTimeInMs: 2_000 } as const;
const NOTHING = { maxWaitTimeInMs: 150 } as const;

let fixture: BrokerFixture;

beforeAll(async () => {
  fixture = await withBroker([
    ...Array.from({ length: 30 }, (_, at) => ({ name: `plain-${at}`, lockDurationMs: 30_000, maxDeliveryCount: 3 })),
    ...Array.from({ length: 6 }, (_, at) => ({ name: `short-${at}`, lockDurationMs: 500, maxDeliveryCount: 3 })),
    { name: 'unique', duplicateDetectionWindowMs: 600_000 },
    { name: 'expiring', deadLetterOnExpiration: true },
    { name: 'vanishing' },
  ]);
});

afterAll(async () => {
  await fixture.dispose();
});

async function receiveOne(receiver: ServiceBusReceiver): Promise<ServiceBusReceivedMessage> {
  const [message] = await receiver.receiveMessages(1, SOON);
  if (!message) throw new Error('Expected a message to arrive.');
  return message;
}

let opened = { plain: 0, short: 0 };

/** A queue no other test has used, so that what one test leaves behind cannot fail the next. */
function freshQueue(kind: 'plain' | 'short'): string {
  const at = opened[kind];
  opened = { ...opened, [kind]: at + 1 };
  return `${kind}-${at}`;
}

function open(queue: string) {
  const { client, broker } = fixture;
  return {
    queue,
    access: broker.queue(queue),
    sender: client.createSender(queue),
    receiver: client.createReceiver(queue, { maxAutoLockRenewalDurationInMs: 0 }),
    deadLetters: client.createReceiver(queue, { subQueueType: 'deadLetter', maxAutoLockRenewalDurationInMs: 0 }),
  };
}

describe('sending and receiving', () => {
  it('hands a message on with every property the sender gave it', async () => {
    const { sender, receiver } = open(freshQueue('plain'));
    const sent = {
      body: { a: 1, text: 'ü' },
      messageId: 'm1',
      contentType: 'application/json',
      subject: 'greeting',
      correlationId: 'c1',
      to: 'somewhere',
      replyTo: 'elsewhere',
      applicationProperties: { whole: 1, text: 'x', when: new Date(0), real: 1.5, yes: true },
    };
    await sender.sendMessages(sent);
    const message = await receiveOne(receiver);
    // The client itself turns a Date among the application properties into milliseconds.
    const received = { ...sent, applicationProperties: { ...sent.applicationProperties, when: 0 } };
    expect(message).toMatchObject(received);
    expect(message.deliveryCount).toBe(0);
    expect(message.state).toBe('active');
    expect(message.sequenceNumber?.toNumber()).toBe(1);
    expect(message.enqueuedTimeUtc?.getTime()).toBeGreaterThan(Date.now() - 10_000);
    expect(message.lockedUntilUtc?.getTime()).toBeGreaterThan(Date.now());
    await receiver.completeMessage(message);
    expect(await receiver.receiveMessages(1, NOTHING)).toEqual([]);
  });

  it('gives a message without an id one, and keeps its other properties', async () => {
    const { sender, receiver } = open(freshQueue('plain'));
    await sender.sendMessages({ body: 'x', subject: 'kept' });
    const message = await receiveOne(receiver);
    expect(message.messageId).toMatch(/^[0-9a-f]{32}$/);
    expect(message.subject).toBe('kept');
    await receiver.completeMessage(message);
  });

  it('keeps bytes, text, numbers and values outside a data section as they were sent', async () => {
    const { sender, receiver } = open(freshQueue('plain'));
    await sender.sendMessages([{ body: Buffer.from([0, 255, 1]) }, { body: 'text' }, { body: 42 }, { body: null }]);
    await sender.sendMessages({ body: { n: 1 }, bodyType: 'value' });
    const messages = await receiver.receiveMessages(5, SOON);
    while (messages.length < 5) messages.push(await receiveOne(receiver));
    expect(messages.map(({ body }) => body)).toEqual([Buffer.from([0, 255, 1]), 'text', 42, null, { n: 1 }]);
    for (const message of messages) await receiver.completeMessage(message);
  });

  it('takes a batch as one and hands it out in order', async () => {
    const { sender, receiver } = open(freshQueue('plain'));
    const batch = await sender.createMessageBatch();
    const numbers = Array.from({ length: 300 }, (_, at) => at);
    for (const at of numbers) expect(batch.tryAddMessage({ body: { at } })).toBe(true);
    await sender.sendMessages(batch);
    const received: number[] = [];
    while (received.length < numbers.length) {
      const messages = await receiver.receiveMessages(100, SOON);
      if (messages.length === 0) break;
      received.push(...messages.map(({ body }) => body.at));
      await Promise.all(messages.map((message) => receiver.completeMessage(message)));
    }
    expect(received).toEqual(numbers);
  });

  it('sends no more messages than the receiver asked for', async () => {
    const { access, sender, receiver } = open(freshQueue('plain'));
    await sender.sendMessages(Array.from({ length: 20 }, (_, at) => ({ body: at })));
    const [message] = await receiver.receiveMessages(1, SOON);
    expect(message?.body).toBe(0);
    expect(access.counts).toMatchObject({ active: 20, locked: 1 });
    if (message) await receiver.completeMessage(message);
    for (const rest of await receiver.receiveMessages(19, SOON)) await receiver.completeMessage(rest);
    expect(access.counts.active).toBe(0);
  });

  it('removes a message as it sends it in receive-and-delete mode', async () => {
    const { queue, sender, receiver } = open(freshQueue('plain'));
    await sender.sendMessages({ body: 'once' });
    const taking = fixture.client.createReceiver(queue, { receiveMode: 'receiveAndDelete' });
    expect((await receiveOne(taking)).body).toBe('once');
    expect(await receiver.peekMessages(5)).toEqual([]);
    await taking.close();
  });

  it('shares messages out between receivers', async () => {
    const { queue, sender, receiver } = open(freshQueue('plain'));
    const receivers = [receiver, fixture.client.createReceiver(queue)];
    const waiting = receivers.map((receiver) => receiver.receiveMessages(1, SOON));
    await sender.sendMessages([{ body: 1 }, { body: 2 }]);
    const received = (await Promise.all(waiting)).flat();
    expect(received.map(({ body }) => body).sort()).toEqual([1, 2]);
    for (const message of received) {
      const owner = receivers[received.indexOf(message)];
      await owner?.completeMessage(message);
    }
  });
});

describe('settling', () => {
  it('delivers an abandoned message again, counted, and dead-letters it after the last delivery', async () => {
    const { queue, sender, receiver, deadLetters } = open(freshQueue('plain'));
    await sender.sendMessages({ body: 'x', applicationProperties: { kept: 'yes' } });
    for (const attempt of [0, 1, 2]) {
      const message = await receiveOne(receiver);
      expect(message.deliveryCount).toBe(attempt);
      await receiver.abandonMessage(message, { why: `attempt ${attempt}` });
    }
    expect(await receiver.receiveMessages(1, NOTHING)).toEqual([]);
    const dead = await receiveOne(deadLetters);
    expect(dead.deadLetterReason).toBe('MaxDeliveryCountExceeded');
    expect(dead.deadLetterSource).toBe(queue);
    expect(dead.applicationProperties).toMatchObject({ why: 'attempt 2', kept: 'yes' });
    await deadLetters.completeMessage(dead);
  });

  it('dead-letters a message with the reason and properties the receiver gives', async () => {
    const { sender, receiver, deadLetters } = open(freshQueue('plain'));
    await sender.sendMessages({ body: Buffer.from('bin'), messageId: 'dl' });
    const message = await receiveOne(receiver);
    await receiver.deadLetterMessage(message, {
      deadLetterReason: 'Bad',
      deadLetterErrorDescription: 'because',
      custom: 'c',
    });
    const dead = await receiveOne(deadLetters);
    expect(dead).toMatchObject({
      body: Buffer.from('bin'),
      messageId: 'dl',
      deadLetterReason: 'Bad',
      deadLetterErrorDescription: 'because',
      applicationProperties: { custom: 'c' },
    });
    await deadLetters.abandonMessage(dead);
    await deadLetters.completeMessage(await receiveOne(deadLetters));
  });

  it('sets a deferred message aside until it is asked for by number', async () => {
    const { sender, receiver } = open(freshQueue('plain'));
    await sender.sendMessages({ body: 'later' });
    const message = await receiveOne(receiver);
    await receiver.deferMessage(message, { note: 'n' });
    expect(await receiver.receiveMessages(1, NOTHING)).toEqual([]);
    expect((await receiver.peekMessages(1))[0]?.state).toBe('deferred');
    const sequenceNumber = message.sequenceNumber;
    if (!sequenceNumber) throw new Error('A received message has a sequence number.');
    const [deferred] = await receiver.receiveDeferredMessages(sequenceNumber);
    expect(deferred).toMatchObject({ body: 'later', applicationProperties: { note: 'n' } });
    if (deferred) await receiver.completeMessage(deferred);
    await expect(receiver.receiveDeferredMessages(sequenceNumber)).rejects.toMatchObject({ code: 'MessageNotFound' });
  });

  it('abandons and dead-letters a deferred message through the management node', async () => {
    const { sender, receiver, deadLetters } = open(freshQueue('plain'));
    await sender.sendMessages({ body: 'later' });
    const { sequenceNumber, ...message } = await receiveOne(receiver);
    if (!sequenceNumber) throw new Error('A received message has a sequence number.');
    await receiver.deferMessage({ sequenceNumber, ...message } as ServiceBusReceivedMessage);
    const [first] = await receiver.receiveDeferredMessages(sequenceNumber);
    if (first) await receiver.abandonMessage(first);
    const [second] = await receiver.receiveDeferredMessages(sequenceNumber);
    expect(second?.deliveryCount).toBe(1);
    if (second) await receiver.deadLetterMessage(second, { deadLetterReason: 'R', deadLetterErrorDescription: 'D' });
    const dead = await receiveOne(deadLetters);
    expect(dead.deadLetterReason).toBe('R');
    await deadLetters.completeMessage(dead);
  });

  it('tells each of two settlements in one turn its own outcome', async () => {
    const { sender, receiver } = open(freshQueue('short'));
    await sender.sendMessages([{ body: 'slow' }, { body: 'fast' }]);
    const slow = await receiveOne(receiver);
    await new Promise((resolve) => setTimeout(resolve, 550));
    const fast = (await receiver.receiveMessages(2, SOON)).find(({ body }) => body === 'fast');
    if (!fast) throw new Error('Expected the second message.');
    const outcomes = await Promise.allSettled([receiver.completeMessage(fast), receiver.completeMessage(slow)]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  });
});

describe('locks', () => {
  it('delivers a message again when its lock ends, and refuses the late settlement', async () => {
    const { sender, receiver } = open(freshQueue('short'));
    await sender.sendMessages({ body: 'e' });
    const late = await receiveOne(receiver);
    const again = await receiveOne(receiver);
    await expect(receiver.completeMessage(late)).rejects.toMatchObject({ code: 'MessageLockLost' });
    expect(again.deliveryCount).toBe(1);
    await receiver.completeMessage(again);
  });

  it('lengthens a lock on request', async () => {
    const { sender, receiver } = open(freshQueue('short'));
    await sender.sendMessages({ body: 1 });
    const message = await receiveOne(receiver);
    const before = message.lockedUntilUtc?.getTime() ?? 0;
    await new Promise((resolve) => setTimeout(resolve, 200));
    const renewed = await receiver.renewMessageLock(message);
    expect(renewed.getTime()).toBeGreaterThanOrEqual(before + 190);
    await receiver.completeMessage(message);
    await expect(receiver.renewMessageLock(message)).rejects.toMatchObject({ code: 'MessageLockLost' });
  });

  it('stays with a handler whose client renews the lock by itself', async () => {
    const { queue, access, sender } = open(freshQueue('short'));
    const receiver = fixture.client.createReceiver(queue);
    await sender.sendMessages({ body: 'long' });
    let calls = 0;
    const errors: unknown[] = [];
    const subscription = receiver.subscribe({
      processMessage: async () => {
        calls += 1;
        await new Promise((resolve) => setTimeout(resolve, 1_300));
      },
      processError: async ({ error }) => {
        errors.push(error);
      },
    });
    await expect.poll(() => access.counts.active, { timeout: 5_000 }).toBe(0);
    await subscription.close();
    expect({ calls, errors }).toEqual({ calls: 1, errors: [] });
  });
});

describe('subscribing', () => {
  it('completes what a handler returns from and abandons what it throws on', async () => {
    const { sender, receiver, deadLetters } = open(freshQueue('plain'));
    await sender.sendMessages([{ body: 'good' }, { body: 'bad' }]);
    const seen: unknown[] = [];
    const subscription = receiver.subscribe(
      {
        processMessage: async ({ body }) => {
          seen.push(body);
          if (body === 'bad') throw new Error('refused');
        },
        processError: async () => {},
      },
      { maxConcurrentCalls: 1 },
    );
    const dead = await receiveOne(deadLetters);
    await subscription.close();
    expect(dead.body).toBe('bad');
    expect(seen).toEqual(['good', 'bad', 'bad', 'bad']);
    await deadLetters.completeMessage(dead);
  });
});

describe('scheduling', () => {
  it('keeps a message back until its time, and removes one that is cancelled', async () => {
    const { access, sender, receiver } = open(freshQueue('plain'));
    const at = Date.now() + 400;
    const [later] = await sender.scheduleMessages({ body: 'later' }, new Date(at));
    const [never] = await sender.scheduleMessages({ body: 'never' }, new Date(at));
    if (!later || !never) throw new Error('Expected sequence numbers.');
    await sender.cancelScheduledMessages(never);
    const [peeked] = await receiver.peekMessages(10, { fromSequenceNumber: later });
    expect(peeked).toMatchObject({ state: 'scheduled', scheduledEnqueueTimeUtc: new Date(at) });
    expect(access.counts).toMatchObject({ active: 0, scheduled: 1 });
    const message = await receiveOne(receiver);
    expect(message.body).toBe('later');
    expect(Date.now()).toBeGreaterThanOrEqual(at);
    await receiver.completeMessage(message);
    await expect(sender.cancelScheduledMessages(later)).rejects.toMatchObject({ code: 'MessageNotFound' });
  });

  it('honours the time a sent message carries', async () => {
    const { sender, receiver } = open(freshQueue('plain'));
    const at = Date.now() + 300;
    await sender.sendMessages({ body: 'l2', scheduledEnqueueTimeUtc: new Date(at) });
    const message = await receiveOne(receiver);
    expect(Date.now()).toBeGreaterThanOrEqual(at);
    await receiver.completeMessage(message);
  });
});

describe('peeking', () => {
  it('shows messages without locking them', async () => {
    const { queue, sender, receiver } = open(freshQueue('plain'));
    await sender.sendMessages([{ body: 1 }, { body: 2 }]);
    const peeked = await fixture.client.createReceiver(queue).peekMessages(5);
    expect(peeked.map(({ body }) => body)).toEqual([1, 2]);
    expect(peeked[0]?.lockedUntilUtc).toBeUndefined();
    for (const message of await receiver.receiveMessages(2, SOON)) await receiver.completeMessage(message);
  });
});

describe('duplicates', () => {
  it('are taken and dropped, within a batch and later', async () => {
    const { sender, receiver } = open('unique');
    await sender.sendMessages([
      { body: 1, messageId: 'same' },
      { body: 2, messageId: 'same' },
      { body: 3, messageId: 'other' },
    ]);
    for (const message of await receiver.receiveMessages(2, SOON)) await receiver.completeMessage(message);
    await sender.sendMessages({ body: 4, messageId: 'same' });
    expect(await receiver.receiveMessages(1, NOTHING)).toEqual([]);
  });

  it('are not looked for where the queue does not say so', async () => {
    const { sender, receiver } = open(freshQueue('plain'));
    await sender.sendMessages([
      { body: 1, messageId: 'same' },
      { body: 2, messageId: 'same' },
    ]);
    const messages = await receiver.receiveMessages(2, SOON);
    expect(messages.length).toBe(2);
    for (const message of messages) await receiver.completeMessage(message);
  });
});

describe('expiry', () => {
  it('moves a message to the dead-letter queue where the queue says so', async () => {
    const { sender, deadLetters } = open('expiring');
    await sender.sendMessages({ body: 't', timeToLive: 100 });
    const dead = await receiveOne(deadLetters);
    expect(dead.deadLetterReason).toBe('TTLExpiredException');
    await deadLetters.completeMessage(dead);
  });

  it('removes it otherwise', async () => {
    const { sender, receiver } = open('vanishing');
    await sender.sendMessages([{ body: 'gone', timeToLive: 50 }, { body: 'stays' }]);
    await expect.poll(() => fixture.broker.queue('vanishing').counts).toMatchObject({ active: 1, deadLetter: 0 });
    const message = await receiveOne(receiver);
    expect(message.body).toBe('stays');
    await receiver.completeMessage(message);
  });
});

describe('refusals', () => {
  it('says that a queue does not exist', async () => {
    const { client } = fixture;
    const refused = { code: 'MessagingEntityNotFound' };
    await expect(client.createSender('nope').sendMessages({ body: 1 })).rejects.toMatchObject(refused);
    await expect(client.createReceiver('nope').receiveMessages(1, SOON)).rejects.toMatchObject(refused);
  });

  it('says that a message is too large, and takes the one beside it', async () => {
    const { sender, receiver } = open(freshQueue('plain'));
    const outcomes = await Promise.allSettled([
      sender.sendMessages({ body: 'small' }),
      sender.sendMessages({ body: Buffer.alloc(300_000) }),
    ]);
    expect(outcomes).toMatchObject([{ status: 'fulfilled' }, { reason: { code: 'MessageSizeExceeded' } }]);
    const message = await receiveOne(receiver);
    expect(message.body).toBe('small');
    await receiver.completeMessage(message);
  });

  it('takes a message just below the limit', async () => {
    const { sender, receiver } = open(freshQueue('plain'));
    await sender.sendMessages({ body: Buffer.alloc(261_000, 7) });
    const message = await receiveOne(receiver);
    expect(message.body).toEqual(Buffer.alloc(261_000, 7));
    await receiver.completeMessage(message);
  });
});
