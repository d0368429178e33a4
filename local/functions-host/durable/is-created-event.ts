import { type CreatedEvent, type HistoryEvent, historyEventType as type } from './history-event.js';

/** Whether the event records a decision of the orchestrator. */
export function isCreatedEvent(event: HistoryEvent): event is CreatedEvent {
  switch (event.EventType) {
    case type.TaskScheduled:
    case type.SubOrchestrationInstanceCreated:
    case type.TimerCreated:
    case type.EventSent:
      return true;
    default:
      return false;
  }
}
