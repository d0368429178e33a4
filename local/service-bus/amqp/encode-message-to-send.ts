import { randomUUID } from 'node:crypto';
import rhea from 'rhea';
import type { MessageToSend } from '../message-to-send.js';
import { annotationKeys } from './annotation-keys.js';

/** Encodes a message from inside this process as a client on the wire would. */
export function encodeMessageToSend(message: MessageToSend): Buffer {
  const { messageId, correlationId, contentType, subject, applicationProperties, scheduledForMs, ttlMs } = message;
  return rhea.message.encode({
    message_id: messageId ?? randomUUID().replaceAll('-', ''),
    ...(correlationId !== undefined && { correlation_id: correlationId }),
    ...(contentType !== undefined && { content_type: contentType }),
    ...(subject !== undefined && { subject }),
    ...(ttlMs !== undefined && { ttl: ttlMs }),
    ...(applicationProperties !== undefined && { application_properties: applicationProperties }),
    ...(scheduledForMs !== undefined && {
      message_annotations: { [annotationKeys.scheduledTime]: rhea.types.wrap_timestamp(scheduledForMs) },
    }),
    body: rhea.message.data_section(bodyBytes(message.body)),
  });
}

function bodyBytes(body: unknown): Buffer {
  if (body instanceof Uint8Array) return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  return Buffer.from(typeof body === 'string' ? body : (JSON.stringify(body) ?? 'null'));
}
