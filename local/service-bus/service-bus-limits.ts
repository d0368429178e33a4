const KIB = 1024;
const MINUTE_MS = 60_000;

/**
 * Limits and defaults of an Azure Service Bus queue on the Standard tier.
 *
 * Source: https://learn.microsoft.com/azure/service-bus-messaging/service-bus-quotas and
 * https://learn.microsoft.com/azure/templates/microsoft.servicebus/namespaces/queues
 */
export const serviceBusLimits = {
  /** One message, or one batch of them, as encoded by the sender. */
  maxMessageSizeBytes: 256 * KIB,
  maxMessageIdCharacters: 128,
  maxQueueNameCharacters: 260,
  defaultLockDurationMs: MINUTE_MS,
  maxLockDurationMs: 5 * MINUTE_MS,
  defaultMaxDeliveryCount: 10,
  maxDuplicateDetectionWindowMs: 7 * 24 * 60 * MINUTE_MS,
  /** Messages one management request may lock, peek or cancel. */
  maxMessagesPerRequest: 4_500,
} as const;
