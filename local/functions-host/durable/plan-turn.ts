import { historyEventType, type MessageEvent } from './history-event.js';
import type { RuntimeStatus } from './is-terminal.js';

/** What the next turn of an instance does with the messages at the front of its inbox. */
export interface TurnPlan {
  readonly messages: readonly MessageEvent[];
  /** `run` invokes the orchestrator function; the others only change the status. */
  readonly action: 'run' | 'terminate' | 'skip';
  /** Whether the instance is suspended after the turn, unless it has ended. */
  readonly isSuspendedAfter: boolean;
}

/**
 * Chooses the messages of the next turn; undefined when there is nothing to do.
 * A suspended instance keeps its messages until it is resumed or terminated.
 */
export function planTurn(status: RuntimeStatus, inbox: readonly MessageEvent[]): TurnPlan | undefined {
  const terminated = indexOf(inbox, historyEventType.ExecutionTerminated, 0);
  if (terminated >= 0) {
    return { messages: inbox.slice(0, terminated + 1), action: 'terminate', isSuspendedAfter: false };
  }
  const resumed = status === 'Suspended' ? indexOf(inbox, historyEventType.ExecutionResumed, 0) : 0;
  if (inbox.length === 0 || resumed < 0) return undefined;
  const suspended = indexOf(inbox, historyEventType.ExecutionSuspended, resumed);
  const messages = suspended < 0 ? [...inbox] : inbox.slice(0, suspended + 1);
  return { messages, action: messages.some(isForCode) ? 'run' : 'skip', isSuspendedAfter: suspended >= 0 };
}

function indexOf(inbox: readonly MessageEvent[], type: number, from: number): number {
  return inbox.findIndex((event, index) => index >= from && event.EventType === type);
}

function isForCode({ EventType: type }: MessageEvent): boolean {
  return type !== historyEventType.ExecutionSuspended && type !== historyEventType.ExecutionResumed;
}
