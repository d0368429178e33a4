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

/** Pause after a failed receive, so that a queue that cannot be read is not asked in a tight loop. */
const RECEIVE_RETRY_MS = 1000;

/** Feeds one function from one queue: completes a message when the function succeeds, gives it back when it throws. */
export class ServiceBusListener {
  readonly #params: ServiceBusListenerParams;
  readonly #stop = new AbortController();
  #lanes: Promise<unknown> = Promise.resolve();

  constructor(params: ServiceBusListenerParams) {
    this.#params = params;
  }

  start(): void {
    const lanes = Array.from({ length: this.#params.settings.maxConcurrentCalls }, () => this.#receiveLoop());
    this.#lanes = Promise.all(lanes);
  }

  /** Takes no more messages; resolves when those in hand are settled. Idempotent. */
  async dispose(): Promise<void> {
    this.#stop.abort();
    await this.#lanes;
  }

  async #receiveLoop(): Promise<void> {
    const { source, queueName } = this.#params;
    while (!this.#stop.signal.aborted) {
      try {
        const message = await source.receive(this.#stop.signal);
        if (message) await this.#handle(message);
      } catch (cause) {
        this.#report(`Queue '${queueName}' could not be read`, cause);
        await this.#pause();
      }
    }
  }

  #pause(): Promise<void> {
    const { clock } = this.#params;
    const { signal } = this.#stop;
    return new Promise((resolve) => {
      const end = (): void => {
        cancel();
        signal.removeEventListener('abort', end);
        resolve();
      };
      const cancel = clock.schedule(clock.now() + RECEIVE_RETRY_MS, end);
      signal.addEventListener('abort', end);
    });
  }

  async #handle(message: ReceivedMessage): Promise<void> {
    const { source, settings, clock, queueName } = this.#params;
    const releaseLock = keepLock({ source, message, clock, maxRenewalMs: settings.maxAutoLockRenewalMs });
    const hasSucceeded = await this.#run(message);
    releaseLock();
    try {
      if (!hasSucceeded) await source.abandon(message);
      else if (settings.autoCompleteMessages) await source.complete(message);
    } catch (cause) {
      // The message is delivered again: Service Bus promises "at least once", and handlers are written for it.
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
      this.#report(`Message '${message.messageId}' failed, delivery ${message.deliveryCount}`, cause);
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
