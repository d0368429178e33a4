import { randomUUID } from 'node:crypto';
import rhea from 'rhea';
import { z } from 'zod';
import { encodeMessage } from '../encode-message.js';
import { lockTokenTag } from '../lock-token-tag.js';
import type { ManagementOperation } from './management-operation.js';
import { wireSchemas } from './wire-schemas.js';

const RECEIVE_AND_DELETE = 0;

const requestSchema = z.object({
  'sequence-numbers': wireSchemas.sequenceNumbers,
  'receiver-settle-mode': z.number(),
});

/** `com.microsoft:receive-by-sequence-number`: hands out messages that were deferred. */
export const receiveDeferredMessages: ManagementOperation = async ({ queue, body }) => {
  const request = requestSchema.parse(body);
  const sequenceNumbers = request['sequence-numbers'];
  if (request['receiver-settle-mode'] === RECEIVE_AND_DELETE) {
    const taken = queue.takeDeferred(sequenceNumbers);
    return { messages: taken.map((message) => describe(encodeMessage(message), randomUUID())) };
  }
  const locked = queue.lockDeferred(sequenceNumbers);
  return {
    messages: locked.map(({ message, lockedUntilMs, lockToken }) =>
      describe(encodeMessage(message, { lockedUntilMs }), lockToken),
    ),
  };
};

function describe(encoded: Buffer, lockToken: string): Readonly<Record<string, unknown>> {
  return {
    message: rhea.types.wrap_binary(encoded),
    'lock-token': rhea.types.wrap_uuid(lockTokenTag.toUuid(lockToken)),
  };
}
