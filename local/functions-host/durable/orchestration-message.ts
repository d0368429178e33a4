import type { MessageRecord } from './durable-record.js';
import type { MessageEvent } from './history-event.js';

/** A message event without the members that every new message has in common. */
export type MessageContent = MessageEvent extends infer Event
  ? Event extends MessageEvent
    ? Omit<Event, 'EventId' | 'IsPlayed' | 'Timestamp'>
    : never
  : never;

export interface OrchestrationMessageParams {
  /** Receiver. */
  readonly instanceId: string;
  /** ISO 8601 time of sending. */
  readonly at: string;
  readonly content: MessageContent;
}

/** A message for the inbox of an orchestration. */
export function orchestrationMessage({ instanceId, at, content }: OrchestrationMessageParams): MessageRecord {
  return { kind: 'message', instanceId, event: { ...content, EventId: -1, IsPlayed: false, Timestamp: at } };
}
