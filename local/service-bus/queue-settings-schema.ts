import { z } from 'zod';
import { serviceBusLimits } from './service-bus-limits.js';

/**
 * One queue of the broker, with the limits of Azure. The shortest lock Azure grants is 5 s; here it may be shorter.
 *
 * @example
 * { name: 'tasks-gpu', lockDurationMs: 60_000, maxDeliveryCount: 5, duplicateDetectionWindowMs: 600_000 }
 */
export const queueSettingsSchema = z.strictObject({
  name: z
    .string()
    .max(serviceBusLimits.maxQueueNameCharacters)
    .regex(/^[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?$/i, 'letters, digits, dots, hyphens and underscores'),
  lockDurationMs: z
    .int()
    .positive()
    .max(serviceBusLimits.maxLockDurationMs)
    .default(serviceBusLimits.defaultLockDurationMs),
  maxDeliveryCount: z.int().positive().default(serviceBusLimits.defaultMaxDeliveryCount),
  /** Absent: no duplicate detection. */
  duplicateDetectionWindowMs: z.int().positive().max(serviceBusLimits.maxDuplicateDetectionWindowMs).optional(),
  /** Absent: messages live until they are settled. */
  defaultTtlMs: z.int().positive().optional(),
  /** Whether an expired message goes to the dead-letter queue; otherwise it vanishes. */
  deadLetterOnExpiration: z.boolean().default(false),
});

/** The settings of a queue with every default filled in. */
export type QueueSettings = Readonly<z.output<typeof queueSettingsSchema>>;

/** The settings of a queue as they are configured. */
export type QueueSettingsInput = Readonly<z.input<typeof queueSettingsSchema>>;
