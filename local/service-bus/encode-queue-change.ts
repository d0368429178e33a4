import type { QueueChange } from './queue-change-schema.js';
import type { StoredMessage } from './stored-message.js';

/** Turns a change into the JSON value the journal keeps; `queueChangeSchema` parses it back. */
export function encodeQueueChange(change: QueueChange): unknown {
  switch (change.kind) {
    case 'opened':
    case 'removed':
      return change;
    case 'enqueued':
      return { ...change, messages: change.messages.map(encodeMessage) };
    case 'returned':
      return { ...change, bare: change.bare?.toString('base64') };
    case 'dead-lettered':
      return { ...change, message: encodeMessage(change.message) };
    default:
      return change satisfies never;
  }
}

function encodeMessage(message: StoredMessage): unknown {
  const { annotations, bare, ...header } = message.content;
  return {
    ...message,
    content: { ...header, annotations: annotations?.toString('base64'), bare: bare.toString('base64') },
  };
}
