import { queueNames } from '../../pipeline/stages/queue-of.js';
import type { QueueSettingsInput } from '../service-bus/queue-settings-schema.js';

/** As infra/ configures them: five-minute locks that workers renew, duplicates dropped for ten minutes. */
const taskQueue = { lockDurationMs: 5 * 60_000, maxDeliveryCount: 5, duplicateDetectionWindowMs: 10 * 60_000 };

/** The queues of a Polydub deployment. */
export const cloudQueues: readonly QueueSettingsInput[] = [
  { name: queueNames.cpu, ...taskQueue },
  { name: queueNames.gpu, ...taskQueue },
  { name: queueNames.results, lockDurationMs: 60_000, maxDeliveryCount: 10, duplicateDetectionWindowMs: 10 * 60_000 },
];
