import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import rhea, { type Delivery, type EventContext } from 'rhea';
import { expect, it } from 'vitest';
import { DispositionWriter } from '../../../../local/service-bus/amqp/disposition-writer.js';
import { BrokerError } from '../../../../local/service-bus/broker-error.js';

/** The test settles by hand. */
const OPTIONS = { autoaccept: false, autosettle: false } as const;

const LOST = new BrokerError('com.microsoft:message-lock-lost', 'lost');
const MISSING = new BrokerError('com.microsoft:message-not-found', 'missing');

/** Sends as many messages as there are answers; resolves to what the sender was told, once all were answered at once. */
async function answersSeenBySender(answers: readonly (BrokerError | undefined)[]): Promise<readonly string[]> {
  const server = rhea.create_container();
  const deliveries: Delivery[] = [];
  server.on('message', ({ delivery, receiver }: EventContext) => {
    if (!delivery || !receiver) return;
    deliveries.push(delivery);
    if (deliveries.length < answers.length) return;
    const writer = DispositionWriter.of(receiver.session);
    answers.forEach((error, at) => {
      const answered = deliveries[at];
      if (answered && error) writer.reject(answered, error);
      else if (answered) writer.accept(answered);
    });
  });
  const listener = server.listen({ ...OPTIONS, host: '127.0.0.1', port: 0 });
  await once(listener, 'listening');
  const { port } = listener.address() as AddressInfo;
  const connection = rhea.create_container().connect({ host: '127.0.0.1', port, reconnect: false });
  const sender = connection.open_sender('queue');
  const seen = new Map<number, string>();
  await once(sender, 'sendable');
  const sent = answers.map((_, at) => sender.send({ body: at }));
  await new Promise<void>((resolve) => {
    sender.on('settled', ({ delivery }: EventContext) => {
      const state = delivery?.remote_state as { readonly error?: { readonly condition: string } } | undefined;
      seen.set(delivery?.id ?? -1, state?.error?.condition ?? 'accepted');
      if (seen.size === answers.length) resolve();
    });
  });
  connection.close();
  listener.close();
  return sent.map(({ id }) => seen.get(id) ?? 'unanswered');
}

it('tells the sender the outcome of each delivery when they are settled in one turn', async () => {
  const answers = [undefined, LOST, MISSING, undefined, undefined, LOST, undefined];
  const conditions = answers.map((error) => error?.condition ?? 'accepted');
  expect(await answersSeenBySender(answers)).toEqual(conditions);
});
