import type { MessageRecord, TurnOutcome } from './durable-record.js';
import type { DurableState, Instance } from './durable-state.js';
import { historyEventType } from './history-event.js';
import { type MessageContent, orchestrationMessage } from './orchestration-message.js';

export interface AnswerToParentParams {
  readonly instance: Instance;
  readonly outcome: TurnOutcome;
  /** Stack of the failure that ended the execution. */
  readonly failureStack?: string | undefined;
  readonly at: string;
}

/** What a sub-orchestration that has ended tells the orchestration that waits for it; also a terminated one answers. */
export function answerToParent(
  { instance, outcome, failureStack, at }: AnswerToParentParams,
  state: DurableState,
): readonly MessageRecord[] {
  const { parent } = instance;
  if (!parent || outcome.kind !== 'ended') return [];
  // A parent that has started over meanwhile no longer waits, and gives the id to other work.
  if (state.instances.get(parent.instanceId)?.executionId !== parent.executionId) return [];
  const content = answerContent(outcome, parent.taskId, failureStack ?? '');
  return [orchestrationMessage({ instanceId: parent.instanceId, at, content })];
}

function answerContent(
  { status, output }: Extract<TurnOutcome, { readonly kind: 'ended' }>,
  taskId: number,
  failureStack: string,
): MessageContent {
  if (status === 'Completed') {
    return {
      EventType: historyEventType.SubOrchestrationInstanceCompleted,
      TaskScheduledId: taskId,
      Result: JSON.stringify(output ?? null),
    };
  }
  const reason = typeof output === 'string' ? output : `The sub-orchestration was ${status.toLowerCase()}.`;
  return {
    EventType: historyEventType.SubOrchestrationInstanceFailed,
    TaskScheduledId: taskId,
    Reason: reason,
    Details: `Message: ${reason}, StackTrace: ${failureStack}`,
  };
}
