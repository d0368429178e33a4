/** Numbers of the Durable Task history events, as the out-of-process protocol sends them. */
export const historyEventType = {
  ExecutionStarted: 0,
  ExecutionCompleted: 1,
  ExecutionFailed: 2,
  ExecutionTerminated: 3,
  TaskScheduled: 4,
  TaskCompleted: 5,
  TaskFailed: 6,
  SubOrchestrationInstanceCreated: 7,
  SubOrchestrationInstanceCompleted: 8,
  SubOrchestrationInstanceFailed: 9,
  TimerCreated: 10,
  TimerFired: 11,
  OrchestratorStarted: 12,
  OrchestratorCompleted: 13,
  EventSent: 14,
  EventRaised: 15,
  ContinueAsNew: 16,
  GenericEvent: 17,
  HistoryState: 18,
  ExecutionSuspended: 19,
  ExecutionResumed: 20,
} as const;

type EventNumbers = typeof historyEventType;

interface EventOf<Kind extends keyof EventNumbers> {
  readonly EventType: EventNumbers[Kind];
  /** Sequence number of a created-event; -1 for everything else. */
  readonly EventId: number;
  /** False only in the turn that first sees the event. */
  readonly IsPlayed: boolean;
  /** ISO 8601, UTC. */
  readonly Timestamp: string;
}

export interface ParentInstance {
  readonly Name: string;
  readonly OrchestrationInstance: { readonly InstanceId: string; readonly ExecutionId: string };
  /** EventId of the SubOrchestrationInstanceCreated event in the parent's history. */
  readonly TaskScheduleId: number;
  readonly Version: string;
}

export interface ExecutionStartedEvent extends EventOf<'ExecutionStarted'> {
  readonly OrchestrationInstance: { readonly InstanceId: string; readonly ExecutionId: string };
  readonly ParentInstance: ParentInstance | null;
  readonly Name: string;
  readonly Version: string;
  /** JSON text. */
  readonly Input: string | null;
  readonly Tags: null;
}

export interface ExecutionCompletedEvent extends EventOf<'ExecutionCompleted'> {
  readonly OrchestrationStatus: string;
  /** JSON text. */
  readonly Result: string | null;
}

/** Terminate, suspend and resume requests, with the reason given for them. */
export interface ControlEvent extends EventOf<'ExecutionTerminated' | 'ExecutionSuspended' | 'ExecutionResumed'> {
  readonly Input: string | null;
}

export interface TaskScheduledEvent extends EventOf<'TaskScheduled'> {
  readonly Name: string;
  readonly Version: string;
  /** JSON text of an array with the one argument. */
  readonly Input: string;
}

export interface SubOrchestrationInstanceCreatedEvent extends EventOf<'SubOrchestrationInstanceCreated'> {
  readonly Name: string;
  readonly Version: string;
  readonly InstanceId: string;
  /** JSON text. */
  readonly Input: string | null;
}

export interface TimerCreatedEvent extends EventOf<'TimerCreated'> {
  readonly FireAt: string;
}

export interface EventSentEvent extends EventOf<'EventSent'> {
  /** Scheduler id of the entity, `@name@key`. */
  readonly InstanceId: string;
  readonly Name: string;
  /** JSON text of an entity request. */
  readonly Input: string;
}

/** Completion of an activity or a sub-orchestration. `Result` is JSON text and never absent: the SDK parses it. */
export interface CompletedEvent extends EventOf<'TaskCompleted' | 'SubOrchestrationInstanceCompleted'> {
  readonly TaskScheduledId: number;
  readonly Result: string | null;
}

/** Failure of an activity or a sub-orchestration. The SDK's error message is `${Reason} \n ${Details}`. */
export interface FailedEvent extends EventOf<'TaskFailed' | 'SubOrchestrationInstanceFailed'> {
  readonly TaskScheduledId: number;
  readonly Reason: string;
  readonly Details: string;
}

export interface TimerFiredEvent extends EventOf<'TimerFired'> {
  readonly TimerId: number;
  readonly FireAt: string;
}

/** An external event, or the answer of an entity, whose `Name` is then the request id. `Input` is JSON text. */
export interface EventRaisedEvent extends EventOf<'EventRaised'> {
  readonly Name: string;
  readonly Input: string | null;
}

export type TurnMarkEvent = EventOf<'OrchestratorStarted' | 'OrchestratorCompleted'>;

/** Events that record a decision of the orchestrator; only these carry sequence numbers. */
export type CreatedEvent =
  | TaskScheduledEvent
  | SubOrchestrationInstanceCreatedEvent
  | TimerCreatedEvent
  | EventSentEvent;

/** Events that reach an orchestration from outside its own turn. */
export type MessageEvent =
  | ExecutionStartedEvent
  | ControlEvent
  | CompletedEvent
  | FailedEvent
  | TimerFiredEvent
  | EventRaisedEvent;

export type HistoryEvent = CreatedEvent | MessageEvent | ExecutionCompletedEvent | TurnMarkEvent;

/** A decision before it has its place in the history. */
export type Decision = CreatedEvent extends infer Event
  ? Event extends CreatedEvent
    ? Omit<Event, 'EventId' | 'IsPlayed' | 'Timestamp'>
    : never
  : never;
