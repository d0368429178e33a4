import { queueNames } from '../../pipeline/stages/queue-of.js';
import type { QueueSettingsInput } from '../service-bus/queue-settings-schema.js';

/** Half a minute: what a killed worker held is free again soon. Workers renew; in Azure the same queues lock for five minutes. */
const taskQueue = { lockDurationMs: 30_000, maxDeliveryCount: 10, duplicateDetectionWindowMs: 10 * 60_000 };

/** The queues of a Polydub deployment. */
export const cloudQueues: readonly QueueSettingsInput[] = [
  { name: queueNames.cpu, ...taskQueue },
  { name: queueNames.gpu, ...taskQueue },
  { name: queueNames.results, lockDurationMs: 60_000, maxDeliveryCount: 10, duplicateDetectionWindowMs: 10 * 60_000 },
];
