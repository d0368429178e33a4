import rhea from 'rhea';
import { z } from 'zod';
import { BrokerError } from '../../broker-error.js';
import { decodeMessage } from '../decode-message.js';
import type { ManagementOperation } from './management-operation.js';

const LONG_CODE = 0x81;

const requestSchema = z.object({ messages: z.array(z.object({ message: z.instanceof(Buffer) })) });

/** `com.microsoft:schedule-message`: takes messages in that become visible later. */
export const scheduleMessages: ManagementOperation = async ({ queue, body, maxMessageSizeBytes }) => {
  const { messages } = requestSchema.parse(body);
  const tooLarge = messages.find(({ message }) => message.length > maxMessageSizeBytes);
  if (tooLarge) {
    const size = tooLarge.message.length;
    throw new BrokerError(
      'amqp:link:message-size-exceeded',
      `The received message (size:${size} bytes) exceeds the limit (${maxMessageSizeBytes} bytes).`,
    );
  }
  const { sequenceNumbers, durable } = queue.enqueue(messages.map(({ message }) => decodeMessage(message)));
  await durable;
  return { 'sequence-numbers': rhea.types.wrap_array(sequenceNumbers, LONG_CODE, undefined) };
};
