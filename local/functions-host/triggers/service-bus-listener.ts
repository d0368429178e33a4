import type { HostLog } from '../host-log.js';
import type { ServiceBusSettings } from '../load-host-settings.js';
import type { HostClock } from '../system-clock.js';
import type { InvokeFunction } from '../worker/function-invoker.js';
import { keepLock } from './keep-lock.js';
import type { QueueSource, ReceivedMessage } from './queue-source.js';
import { queueTriggerBody } from './queue-trigger-body.js';
import { queueTriggerMetadata } from './queue-trigger-metadata.js';

export interface ServiceBusListenerParams {
  readonly functionName: string;
  readonly queueName: string;
  readonly source: QueueSource;
  readonly settings: ServiceBusSettings;
  readonly invoke: InvokeFunction;
  readonly clock: HostClock;
  readonly log: HostLog;
}

/** Feeds one function from one queue: completes a message when the function succeeds, gives it back when it throws. */
export class ServiceBusListener {
  readonly #params: ServiceBusListenerParams;
  readonly #handling = new Set<Promise<void>>();
  #stopListening: (() => void) | undefined;

  constructor(params: ServiceBusListenerParams) {
    this.#params = params;
  }

  start(): void {
    this.#stopListening = this.#params.source.onAvailable(() => this.#receive());
    this.#receive();
  }

  /** Takes no more messages; resolves when those in hand are settled. Idempotent. */
  async dispose(): Promise<void> {
    this.#stopListening?.();
    this.#stopListening = undefined;
    await Promise.all(this.#handling);
  }

  #receive(): void {
    const { source, settings, queueName } = this.#params;
    const free = settings.maxConcurrentCalls - this.#handling.size;
    if (!this.#stopListening || free <= 0) return;
    try {
      for (const message of source.receive(free)) this.#begin(message);
    } catch (cause) {
      this.#report(`Queue '${queueName}' could not be read`, cause);
    }
  }

  #begin(message: ReceivedMessage): void {
    // Never rejects: what goes wrong with one message is reported, and the message is delivered again.
    const handling = this.#handle(message).finally(() => {
      this.#handling.delete(handling);
      this.#receive();
    });
    this.#handling.add(handling);
  }

  async #handle(message: ReceivedMessage): Promise<void> {
    const { source, settings, clock, queueName } = this.#params;
    const releaseLock = keepLock({ source, message, clock, maxRenewalMs: settings.maxAutoLockRenewalMs });
    const hasSucceeded = await this.#run(message);
    releaseLock();
    try {
      if (!hasSucceeded) await source.abandon(message.lockToken);
      else if (settings.autoCompleteMessages) await source.complete(message.lockToken);
    } catch (cause) {
      // Service Bus promises "at least once", and handlers are written for it.
      this.#report(`Message '${message.messageId}' of queue '${queueName}' could not be settled`, cause);
    }
  }

  async #run(message: ReceivedMessage): Promise<boolean> {
    const { functionName, invoke } = this.#params;
    try {
      await invoke({
        functionName,
        trigger: queueTriggerBody(message),
        triggerMetadata: queueTriggerMetadata(message),
        traceParent: traceOf(message),
      });
      return true;
    } catch (cause) {
      this.#report(`Message '${message.messageId}' failed, delivery ${message.deliveryCount + 1}`, cause);
      return false;
    }
  }

  #report(what: string, cause: unknown): void {
    const { functionName, log } = this.#params;
    const reason = cause instanceof Error ? cause.message : String(cause);
    log({ level: 'error', category: 'host', message: `${what}: ${reason}`, functionName, cause });
  }
}

/** Senders name their trace in one of these application properties. */
function traceOf({ applicationProperties }: ReceivedMessage): string | undefined {
  const trace = applicationProperties['traceparent'] ?? applicationProperties['Diagnostic-Id'];
  return typeof trace === 'string' ? trace : undefined;
}
