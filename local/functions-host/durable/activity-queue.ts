import type { DurableFunctions } from './durable-functions.js';
import { historyEventType, type TaskScheduledEvent } from './history-event.js';
import type { MessageContent } from './orchestration-message.js';

/** An activity that an orchestration has scheduled. */
export interface ActivityCall {
  readonly instanceId: string;
  readonly executionId: string;
  readonly event: Pick<TaskScheduledEvent, 'EventId' | 'Name' | 'Input'>;
  readonly traceParent: string;
}

export interface ActivityQueueParams {
  readonly functions: DurableFunctions;
  readonly maxConcurrent: number;
  /** Takes the outcome of a call; the slot is free again when it resolves. */
  readonly deliver: (call: ActivityCall, outcome: MessageContent) => Promise<void>;
  /** Asked before a call is begun: work for an execution that has ended is not begun. */
  readonly isWanted: (call: ActivityCall) => boolean;
}

/** Runs scheduled activities in order, a bounded number at a time. */
export class ActivityQueue {
  readonly #params: ActivityQueueParams;
  #waiting: ActivityCall[] = [];
  #running = 0;
  #isStopped = false;

  constructor(params: ActivityQueueParams) {
    this.#params = params;
  }

  add(call: ActivityCall): void {
    this.#waiting.push(call);
    this.#startNext();
  }

  /** Begins no more calls; those that run go on, their outcomes are the caller's to refuse. */
  stop(): void {
    this.#isStopped = true;
    this.#waiting = [];
  }

  #startNext(): void {
    while (!this.#isStopped && this.#running < this.#params.maxConcurrent) {
      const call = this.#waiting.shift();
      if (!call) return;
      if (!this.#params.isWanted(call)) continue;
      this.#running += 1;
      // Never rejects: a failing activity is an outcome, and `deliver` handles its own failures.
      void this.#run(call).finally(() => {
        this.#running -= 1;
        this.#startNext();
      });
    }
  }

  async #run(call: ActivityCall): Promise<void> {
    await this.#params.deliver(call, await this.#outcome(call));
  }

  async #outcome({ event, instanceId, traceParent }: ActivityCall): Promise<MessageContent> {
    const TaskScheduledId = event.EventId;
    try {
      const name = this.#params.functions.find('activity', event.Name);
      if (name === undefined) throw new Error(`The app has no activity function '${event.Name}'.`);
      const call = { name, payload: activityPayload(event.Input), instanceId, traceParent };
      const Result = await this.#params.functions.runActivity(call);
      return { EventType: historyEventType.TaskCompleted, TaskScheduledId, Result };
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      const stack = error instanceof Error ? error.stack : undefined;
      return {
        EventType: historyEventType.TaskFailed,
        TaskScheduledId,
        Reason: `Activity function '${event.Name}' failed: ${message}`,
        Details: JSON.stringify({ ClassName: 'System.Exception', Message: message, StackTraceString: stack ?? null }),
      };
    }
  }
}

/** The recorded input is an array of one argument; the SDK sends a text argument as JSON text already. */
function activityPayload(recordedInput: string): string {
  // Written by the replay from what the SDK answered.
  const [argument] = JSON.parse(recordedInput) as readonly unknown[];
  return typeof argument === 'string' ? argument : JSON.stringify(argument ?? null);
}
