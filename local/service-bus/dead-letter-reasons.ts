import type { DeadLetterReason } from './to-dead-letter.js';

/** The reasons the broker itself gives, in the words of Azure. */
export const deadLetterReasons = {
  expired: { reason: 'TTLExpiredException', description: 'The message expired and was dead lettered.' },

  deliveredTooOften: (deliveryCount: number): DeadLetterReason => ({
    reason: 'MaxDeliveryCountExceeded',
    description: `Message could not be consumed after ${deliveryCount} delivery attempts.`,
  }),
} as const;
