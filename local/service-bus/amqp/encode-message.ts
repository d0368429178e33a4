import rhea from 'rhea';
import type { StoredMessage } from '../stored-message.js';
import { annotationKeys } from './annotation-keys.js';
import { sectionCodes, splitSections } from './split-sections.js';

const { types } = rhea;

/** The values Azure gives the annotation that tells a message's state. */
const STATE_CODES = { active: 0, deferred: 1, scheduled: 2 } as const;

/** What the receiver of a message is told about it besides what the sender wrote. */
export interface EncodeMessageParams {
  /** Absent when the message is only looked at, or removed as it is sent. */
  readonly lockedUntilMs?: number | undefined;
  readonly isScheduled?: boolean;
}

/** Encodes a stored message for a receiver: a new header and annotations, the rest as its sender encoded it. */
export function encodeMessage(message: StoredMessage, params: EncodeMessageParams = {}): Buffer {
  const { isDurable, priority, ttlMs, annotations, bare } = message.content;
  const encoded = rhea.message.encode({
    durable: isDurable,
    ...(priority === undefined ? {} : { priority }),
    ...(ttlMs === undefined ? {} : { ttl: ttlMs }),
    delivery_count: message.deliveryCount,
    message_annotations: { ...decodeAnnotations(annotations), ...brokerAnnotations(message, params) },
    body: null,
  });
  const isHead = (code: number): boolean => code === sectionCodes.header || code === sectionCodes.messageAnnotations;
  const head = splitSections(encoded).filter(({ code }) => isHead(code));
  return Buffer.concat([...head.map(({ bytes }) => bytes), bare]);
}

function decodeAnnotations(annotations: Buffer | undefined): Readonly<Record<string, unknown>> {
  return annotations ? rhea.message.decode(annotations)['message_annotations'] : {};
}

function brokerAnnotations(message: StoredMessage, params: EncodeMessageParams): Readonly<Record<string, unknown>> {
  const { sequenceNumber, enqueuedAtMs, deadLetterSource } = message;
  const isScheduled = params.isScheduled ?? false;
  const state = message.isDeferred ? 'deferred' : isScheduled ? 'scheduled' : 'active';
  return {
    [annotationKeys.enqueuedTime]: types.wrap_timestamp(enqueuedAtMs),
    [annotationKeys.sequenceNumber]: types.wrap_long(sequenceNumber),
    [annotationKeys.enqueuedSequenceNumber]: types.wrap_long(sequenceNumber),
    [annotationKeys.state]: types.wrap_int(STATE_CODES[state]),
    ...(params.lockedUntilMs !== undefined && {
      [annotationKeys.lockedUntil]: types.wrap_timestamp(params.lockedUntilMs),
    }),
    ...(isScheduled && { [annotationKeys.scheduledTime]: types.wrap_timestamp(enqueuedAtMs) }),
    ...(deadLetterSource !== undefined && { [annotationKeys.deadLetterSource]: deadLetterSource }),
  };
}
