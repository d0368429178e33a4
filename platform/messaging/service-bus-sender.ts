import type { ServiceBusClient, ServiceBusSender } from '@azure/service-bus';
import type { MessageSender } from '../../pipeline/ports/message-sender.js';

/** Sends JSON messages over one shared connection, one sender per queue. */
export function createServiceBusSender(client: ServiceBusClient): MessageSender {
  const senders = new Map<string, ServiceBusSender>();
  return {
    send: async (queue, { messageId, body, traceparent }) => {
      let sender = senders.get(queue);
      if (sender === undefined) {
        sender = client.createSender(queue);
        senders.set(queue, sender);
      }
      await sender.sendMessages({
        messageId,
        body,
        contentType: 'application/json',
        ...(traceparent === undefined ? {} : { applicationProperties: { traceparent } }),
      });
    },
  };
}
