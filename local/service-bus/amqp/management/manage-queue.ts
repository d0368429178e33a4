import { BrokerError } from '../../broker-error.js';
import { cancelScheduledMessages } from './cancel-scheduled-messages.js';
import type { ManagementOperation, ManagementOperationParams, ManagementReplyBody } from './management-operation.js';
import { peekMessages } from './peek-messages.js';
import { receiveDeferredMessages } from './receive-deferred-messages.js';
import { renewLocks } from './renew-locks.js';
import { scheduleMessages } from './schedule-messages.js';
import { updateDisposition } from './update-disposition.js';

const operations: ReadonlyMap<unknown, ManagementOperation> = new Map([
  ['com.microsoft:renew-lock', renewLocks],
  ['com.microsoft:peek-message', peekMessages],
  ['com.microsoft:schedule-message', scheduleMessages],
  ['com.microsoft:cancel-scheduled-message', cancelScheduledMessages],
  ['com.microsoft:receive-by-sequence-number', receiveDeferredMessages],
  ['com.microsoft:update-disposition', updateDisposition],
]);

/** Runs one management request. Rejects with `amqp:not-implemented` for operations only sessions or topics have. */
export async function manageQueue(operation: unknown, params: ManagementOperationParams): Promise<ManagementReplyBody> {
  const run = operations.get(operation);
  if (!run) throw new BrokerError('amqp:not-implemented', `This broker has no operation ${String(operation)}.`);
  return run(params);
}
