import { decodeMessage } from './amqp/decode-message.js';
import { encodeMessageToSend } from './amqp/encode-message-to-send.js';
import { readMessage } from './amqp/read-message.js';
import { BrokerError } from './broker-error.js';
import type { MessageQueue } from './message-queue.js';
import type { QueueAccess } from './queue-access.js';

/** Opens a queue to code in the broker's own process; messages may be up to `maxMessageSizeBytes` encoded. */
export function createQueueAccess(queue: MessageQueue, maxMessageSizeBytes: number): QueueAccess {
  return {
    name: queue.name,
    lockDurationMs: queue.settings.lockDurationMs,
    get counts() {
      return queue.counts;
    },
    get settlements() {
      return queue.settlements;
    },
    async send(...messages) {
      const encoded = messages.map(encodeMessageToSend);
      const tooLarge = encoded.find(({ length }) => length > maxMessageSizeBytes);
      if (tooLarge) {
        const sizes = `${tooLarge.length} bytes, the limit is ${maxMessageSizeBytes}`;
        throw new BrokerError('amqp:link:message-size-exceeded', `A message for ${queue.name} has ${sizes}.`);
      }
      await queue.enqueue(encoded.map(decodeMessage)).durable;
    },
    receive(maxMessages) {
      const locked = Array.from({ length: maxMessages }, () => queue.lockNext());
      return locked.flatMap((each) => (each ? [readMessage(each)] : []));
    },
    complete: async (lockToken) => queue.complete(lockToken),
    abandon: async (lockToken, properties) => queue.abandon(lockToken, properties),
    release: async (lockToken) => queue.release(lockToken),
    deadLetter: async (lockToken, reason) => queue.deadLetter(lockToken, reason),
    renewLock: (lockToken) => queue.renewLock(lockToken),
    onAvailable: (listener) => queue.onAvailable(listener),
  };
}
