import type { HostLog } from '../host-log.js';
import type { ServiceBusSettings } from '../load-host-settings.js';
import type { HostClock } from '../system-clock.js';
import { findTrigger } from '../worker/find-trigger.js';
import type { InvokeFunction } from '../worker/function-invoker.js';
import type { RegisteredFunction } from '../worker/function-registry.js';
import type { QueueSources } from './queue-source.js';
import { ServiceBusListener } from './service-bus-listener.js';

export interface QueueListenersParams {
  readonly functions: Iterable<RegisteredFunction>;
  readonly sources: QueueSources;
  readonly settings: ServiceBusSettings;
  readonly invoke: InvokeFunction;
  readonly clock: HostClock;
  readonly log: HostLog;
  /** Puts app settings in place of `%NAME%`. */
  readonly resolveText: (text: string) => string;
}

/**
 * A listener for each function with a Service Bus queue trigger, not started.
 *
 * @throws Error for a queue that does not exist, and for topics, sessions and batches, which this host lacks.
 */
export function createQueueListeners(params: QueueListenersParams): readonly ServiceBusListener[] {
  const listeners: ServiceBusListener[] = [];
  for (const { metadata } of params.functions) {
    const { type, options } = findTrigger(metadata);
    if (type !== 'servicebustrigger') continue;
    const functionName = metadata.name;
    const isSupported = options['queueName'] && !options['isSessionsEnabled'] && options['cardinality'] !== 'many';
    if (!isSupported)
      throw new Error(`Function '${functionName}' wants a topic, a session or a batch; this host has queues only.`);
    const queueName = params.resolveText(String(options['queueName']));
    const source = params.sources(queueName);
    if (!source)
      throw new Error(`Function '${functionName}' listens to the queue '${queueName}', which does not exist.`);
    warnAboutRetry(params, functionName, metadata.retryOptions !== undefined);
    const { settings, invoke, clock, log } = params;
    listeners.push(new ServiceBusListener({ functionName, queueName, source, settings, invoke, clock, log }));
  }
  return listeners;
}

/** Azure ignores function-level retries for Service Bus; an app that counts on them should hear of it here. */
function warnAboutRetry({ log }: QueueListenersParams, functionName: string, hasRetryOptions: boolean): void {
  if (!hasRetryOptions) return;
  const message = 'A Service Bus trigger ignores retry policies; messages are retried by redelivery.';
  log({ level: 'warning', category: 'host', message, functionName });
}
