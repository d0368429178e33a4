import { type CreatedEvent, type Decision, historyEventType } from './history-event.js';

/**
 * The orchestrator function, replayed over its history, decided something else than the first time. The instance
 * cannot go on: its history no longer describes its code.
 */
export class NonDeterministicError extends Error {
  override readonly name = 'NonDeterministicError';

  private constructor(eventId: number, difference: string) {
    super(
      `Non-deterministic orchestrator: ${difference} (event ${eventId}). ` +
        'The orchestrator code was changed while the instance was running, or reads something that differs between replays.',
    );
  }

  /** Another decision was taken under the id of a recorded one. */
  static changed(recorded: CreatedEvent, decided: Decision): NonDeterministicError {
    const difference = `the history has ${describe(recorded)}, the replay decided ${describe(decided)}`;
    return new NonDeterministicError(recorded.EventId, difference);
  }

  /** A recorded decision was not taken again. */
  static missing(recorded: CreatedEvent): NonDeterministicError {
    return new NonDeterministicError(
      recorded.EventId,
      `the history has ${describe(recorded)}, the replay did not decide it`,
    );
  }
}

function describe(event: Decision): string {
  switch (event.EventType) {
    case historyEventType.TaskScheduled:
      return `activity '${event.Name}'`;
    case historyEventType.SubOrchestrationInstanceCreated:
      return `sub-orchestrator '${event.Name}'`;
    case historyEventType.TimerCreated:
      return `a timer for ${event.FireAt}`;
    case historyEventType.EventSent:
      return `a message to entity '${event.InstanceId}'`;
    default:
      return event satisfies never;
  }
}
