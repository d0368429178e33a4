import { z } from 'zod';
import type { ManagementOperation } from './management-operation.js';
import { wireSchemas } from './wire-schemas.js';

const requestSchema = z.object({ 'sequence-numbers': wireSchemas.sequenceNumbers });

/** `com.microsoft:cancel-scheduled-message`: removes messages that are still waiting for their time. */
export const cancelScheduledMessages: ManagementOperation = async ({ queue, body }) => {
  await queue.cancelScheduled(requestSchema.parse(body)['sequence-numbers']);
  return {};
};
