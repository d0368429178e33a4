import rhea from 'rhea';
import { z } from 'zod';
import { serviceBusLimits } from '../../service-bus-limits.js';
import { encodeMessage } from '../encode-message.js';
import type { ManagementOperation } from './management-operation.js';
import { wireSchemas } from './wire-schemas.js';

const requestSchema = z.object({
  'from-sequence-number': wireSchemas.long,
  'message-count': z.int().positive().max(serviceBusLimits.maxMessagesPerRequest),
});

/** `com.microsoft:peek-message`: shows messages of any state without locking them. */
export const peekMessages: ManagementOperation = async ({ queue, body }) => {
  const { 'from-sequence-number': from, 'message-count': count } = requestSchema.parse(body);
  const messages = queue.peek(from, count).map(({ message, isScheduled }) => ({
    message: rhea.types.wrap_binary(encodeMessage(message, { isScheduled })),
  }));
  return messages.length > 0 ? { messages } : undefined;
};
