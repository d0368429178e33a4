import rhea from 'rhea';
import { z } from 'zod';
import type { LockedMessage } from '../locked-message.js';
import type { ReceivedMessage } from '../received-message.js';
import { sectionCodes } from './split-sections.js';

const identifier = z.union([z.string(), z.number().transform(String), z.instanceof(Buffer).transform(String)]);

/** How rhea hands over data and sequence sections; a value section it hands over as the value itself. */
const sectionSchema = z.object({ typecode: z.number(), content: z.unknown() });

const messageSchema = z.object({
  correlation_id: identifier.optional(),
  content_type: z.string().optional(),
  subject: z.string().optional(),
  to: z.string().optional(),
  reply_to: z.string().optional(),
  application_properties: z.record(z.string(), z.unknown()).default({}),
  body: z.unknown().optional(),
});

/** Decodes a locked message for a receiver inside this process. */
export function readMessage({ message, lockToken, lockedUntilMs }: LockedMessage): ReceivedMessage {
  const decoded = messageSchema.parse(rhea.message.decode(message.content.bare));
  const { sequenceNumber, messageId, enqueuedAtMs, expiresAtMs, deliveryCount, deadLetterSource } = message;
  return {
    lockToken,
    lockedUntilMs,
    sequenceNumber,
    messageId,
    enqueuedAtMs,
    expiresAtMs,
    deliveryCount,
    deadLetterSource,
    body: bodyBytes(decoded.body),
    contentType: decoded.content_type,
    correlationId: decoded.correlation_id,
    subject: decoded.subject,
    to: decoded.to,
    replyTo: decoded.reply_to,
    applicationProperties: decoded.application_properties,
  };
}

function bodyBytes(body: unknown): Buffer {
  const section = sectionSchema.safeParse(body);
  const content = section.success && !Buffer.isBuffer(body) ? section.data.content : body;
  if (section.success && section.data.typecode === sectionCodes.data) return dataBytes(content);
  if (Buffer.isBuffer(content)) return content;
  return Buffer.from(typeof content === 'string' ? content : JSON.stringify(content ?? null));
}

function dataBytes(content: unknown): Buffer {
  return Buffer.concat(z.array(z.instanceof(Buffer)).parse([content].flat()));
}
