import { randomUUID } from 'node:crypto';
import rhea from 'rhea';
import { z } from 'zod';
import { BrokerError } from '../broker-error.js';
import { serviceBusLimits } from '../service-bus-limits.js';
import type { IncomingMessage } from '../stored-message.js';
import { annotationKeys } from './annotation-keys.js';
import { encodeSection } from './encode-section.js';
import { type MessageSection, sectionCodes, splitSections } from './split-sections.js';

/** The parts of a message the broker itself reads. Unknown ones belong to the sender and pass through. */
const envelopeSchema = z.object({
  durable: z.boolean().optional(),
  priority: z.number().optional(),
  ttl: z.number().optional(),
  message_annotations: z.record(z.string(), z.unknown()).optional(),
  message_id: z.union([z.string(), z.number(), z.instanceof(Buffer)]).optional(),
});

const envelopeSections: ReadonlySet<number> = new Set([
  sectionCodes.header,
  sectionCodes.messageAnnotations,
  sectionCodes.properties,
]);
const brokerSections: ReadonlySet<number> = new Set([
  sectionCodes.header,
  sectionCodes.deliveryAnnotations,
  sectionCodes.messageAnnotations,
]);
const brokerAnnotations: ReadonlySet<string> = new Set(Object.values(annotationKeys));

/**
 * Reads what a sender encoded. A message without an id gets one: the client's lock renewal needs it.
 *
 * @throws BrokerError when the bytes are not a message or the message breaks a limit.
 */
export function decodeMessage(encoded: Buffer): IncomingMessage {
  const sections = splitSections(encoded);
  const envelope = decodeEnvelope(sections);
  const messageId = envelope.message_id ?? randomUUID().replaceAll('-', '');
  const isIdAssigned = envelope.message_id === undefined;
  const idText = Buffer.isBuffer(messageId) ? messageId.toString('hex') : String(messageId);
  if (idText.length > serviceBusLimits.maxMessageIdCharacters) {
    const limit = serviceBusLimits.maxMessageIdCharacters;
    throw new BrokerError('com.microsoft:argument-error', `A message id has at most ${limit} characters.`);
  }
  return {
    messageId: idText,
    scheduledForMs: scheduledTime(envelope.message_annotations),
    content: {
      isDurable: envelope.durable ?? false,
      priority: envelope.priority,
      ttlMs: envelope.ttl,
      annotations: foreignAnnotations(envelope.message_annotations),
      bare: bareMessage(sections, isIdAssigned ? idText : undefined),
    },
  };
}

function decodeEnvelope(sections: readonly MessageSection[]): z.output<typeof envelopeSchema> {
  const bytes = sections.filter(({ code }) => envelopeSections.has(code)).map((section) => section.bytes);
  try {
    return envelopeSchema.parse(rhea.message.decode(Buffer.concat(bytes)));
  } catch (cause) {
    throw new BrokerError('com.microsoft:argument-error', 'The header of the message cannot be read.', { cause });
  }
}

function scheduledTime(annotations: Readonly<Record<string, unknown>> = {}): number | undefined {
  const value = annotations[annotationKeys.scheduledTime];
  if (value instanceof Date) return value.getTime();
  return typeof value === 'number' ? value : undefined;
}

function foreignAnnotations(annotations: Readonly<Record<string, unknown>> = {}): Buffer | undefined {
  const foreign = Object.entries(annotations).filter(([key]) => !brokerAnnotations.has(key));
  if (foreign.length === 0) return undefined;
  return encodeSection(sectionCodes.messageAnnotations, { message_annotations: Object.fromEntries(foreign) });
}

/** Everything after the annotations, byte for byte; only an assigned id makes the properties be encoded anew. */
function bareMessage(sections: readonly MessageSection[], assignedId: string | undefined): Buffer {
  const bare = sections.filter(({ code }) => !brokerSections.has(code));
  if (assignedId === undefined) return Buffer.concat(bare.map(({ bytes }) => bytes));
  const properties = bare.find(({ code }) => code === sectionCodes.properties);
  const fields: Readonly<Record<string, unknown>> = properties ? rhea.message.decode(properties.bytes) : {};
  const identified = encodeSection(sectionCodes.properties, { ...fields, message_id: assignedId });
  const rest = bare.filter((section) => section !== properties);
  return Buffer.concat([identified, ...rest.map(({ bytes }) => bytes)]);
}
