import { z } from 'zod';
import type { MessageQueue } from '../../message-queue.js';
import type { ManagementOperation } from './management-operation.js';
import { wireSchemas } from './wire-schemas.js';

/** `defered` is how the service spells it. */
const requestSchema = z.object({
  'disposition-status': z.enum(['completed', 'abandoned', 'defered', 'suspended']),
  'lock-tokens': wireSchemas.lockTokens,
  'deadletter-reason': z.string().nullish(),
  'deadletter-description': z.string().nullish(),
  'properties-to-modify': z.record(z.string(), z.unknown()).nullish(),
});

/** `com.microsoft:update-disposition`: settles messages whose receiving link is gone, or that were deferred. */
export const updateDisposition: ManagementOperation = async ({ queue, body }) => {
  const request = requestSchema.parse(body);
  await Promise.all(request['lock-tokens'].map((lockToken) => settle(queue, { ...request, lockToken })));
  return {};
};

function settle(
  queue: MessageQueue,
  request: z.output<typeof requestSchema> & { readonly lockToken: string },
): Promise<void> {
  const { lockToken } = request;
  const properties = request['properties-to-modify'] ?? undefined;
  const status = request['disposition-status'];
  switch (status) {
    case 'completed':
      return queue.complete(lockToken);
    case 'abandoned':
      return queue.abandon(lockToken, properties);
    case 'defered':
      return queue.defer(lockToken, properties);
    case 'suspended':
      return queue.deadLetter(lockToken, {
        reason: request['deadletter-reason'] ?? undefined,
        description: request['deadletter-description'] ?? undefined,
        properties,
      });
    default:
      return status satisfies never;
  }
}
