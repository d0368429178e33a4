import type { RpcTypedData } from '../worker/rpc-typed-data.js';
import type { ReceivedMessage } from './queue-source.js';

/** Trigger metadata under the names of the Service Bus extension; the worker library turns them into camel case. */
export function queueTriggerMetadata(message: ReceivedMessage): Readonly<Record<string, RpcTypedData>> {
  const properties = { json: JSON.stringify(message.applicationProperties) };
  return {
    ...texts(message),
    ...times(message),
    // Azure Functions counts from 1, the broker and the JavaScript SDK from 0.
    DeliveryCount: { int: message.deliveryCount + 1 },
    SequenceNumber: { int: message.sequenceNumber },
    ApplicationProperties: properties,
    UserProperties: properties,
  };
}

function texts(message: ReceivedMessage): Record<string, RpcTypedData> {
  const values = {
    MessageId: message.messageId,
    LockToken: message.lockToken,
    ContentType: message.contentType,
    CorrelationId: message.correlationId,
    Subject: message.subject,
    Label: message.subject,
    To: message.to,
    ReplyTo: message.replyTo,
    DeadLetterSource: message.deadLetterSource,
  };
  const present: Record<string, RpcTypedData> = {};
  for (const [name, value] of Object.entries(values)) if (value) present[name] = { string: value };
  return present;
}

function times({ enqueuedAtMs, expiresAtMs }: ReceivedMessage): Record<string, RpcTypedData> {
  const time = (ms: number): RpcTypedData => ({ json: JSON.stringify(new Date(ms)) });
  return {
    EnqueuedTimeUtc: time(enqueuedAtMs),
    EnqueuedTime: time(enqueuedAtMs),
    ...(expiresAtMs === undefined ? {} : { ExpiresAtUtc: time(expiresAtMs), ExpiresAt: time(expiresAtMs) }),
  };
}
