import type { StartRecord } from './durable-record.js';
import { type ExecutionStartedEvent, historyEventType, type ParentInstance } from './history-event.js';

/** The message that begins an execution. */
export function executionStarted(
  start: Pick<StartRecord, 'instanceId' | 'name' | 'executionId' | 'input' | 'at' | 'parent'>,
): ExecutionStartedEvent {
  return {
    EventType: historyEventType.ExecutionStarted,
    EventId: -1,
    IsPlayed: false,
    Timestamp: start.at,
    OrchestrationInstance: { InstanceId: start.instanceId, ExecutionId: start.executionId },
    ParentInstance: start.parent ? parentInstance(start.parent) : null,
    Name: start.name,
    Version: '',
    Input: start.input,
    Tags: null,
  };
}

function parentInstance(parent: NonNullable<StartRecord['parent']>): ParentInstance {
  return {
    Name: parent.name,
    OrchestrationInstance: { InstanceId: parent.instanceId, ExecutionId: parent.executionId },
    TaskScheduleId: parent.taskId,
    Version: '',
  };
}
