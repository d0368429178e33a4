import type { QueueSource, ReceivedMessage } from '../functions-host/triggers/queue-source.js';
import type { QueueAccess } from '../service-bus/queue-access.js';

/** A queue of the broker as the Functions host reads it, in the same process. */
export function queueSourceOf(queue: QueueAccess): QueueSource {
  return {
    receive: (signal) => receive(queue, signal),
    complete: (message) => queue.complete(message.lockToken),
    abandon: (message) => queue.abandon(message.lockToken),
    renewLock: async (message) => queue.renewLock(message.lockToken),
  };
}

async function receive(queue: QueueAccess, signal: AbortSignal): Promise<ReceivedMessage | undefined> {
  while (!signal.aborted) {
    const [message] = queue.receive(1);
    // .NET counts deliveries from 1, the AMQP header from 0
    if (message !== undefined) return { ...message, deliveryCount: message.deliveryCount + 1 };
    await available(queue, signal);
  }
  return undefined;
}

function available(queue: QueueAccess, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      stop();
      signal.removeEventListener('abort', done);
      resolve();
    };
    const stop = queue.onAvailable(done);
    signal.addEventListener('abort', done, { once: true });
  });
}
