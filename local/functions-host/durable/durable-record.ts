import type { NewDecision } from './decision-ledger.js';
import type { EntityRequest } from './entity-request.js';
import type { EventRaisedEvent, HistoryEvent, MessageEvent } from './history-event.js';
import type { RuntimeStatus } from './is-terminal.js';

/** The orchestration that started another one and waits for it. */
export interface ParentLink {
  readonly instanceId: string;
  readonly executionId: string;
  readonly name: string;
  /** Event id under which the parent waits. */
  readonly taskId: number;
}

/** First line of a journal; a journal of another version is refused instead of misread. */
export interface HeaderRecord {
  readonly kind: 'durable-journal';
  readonly schemaVersion: 1;
}

/** An instance begins, or begins anew under an id whose last execution has ended. */
export interface StartRecord {
  readonly kind: 'start';
  readonly instanceId: string;
  readonly name: string;
  readonly executionId: string;
  /** JSON text. */
  readonly input: string | null;
  readonly at: string;
  readonly traceParent: string;
  readonly parent?: ParentLink;
}

/** A message arrives in the inbox of an orchestration. */
export interface MessageRecord {
  readonly kind: 'message';
  readonly instanceId: string;
  readonly event: MessageEvent;
}

/** A request arrives in the inbox of an entity. */
export interface EntityRequestRecord {
  readonly kind: 'entity-request';
  readonly entityId: string;
  readonly request: EntityRequest;
}

/** What a turn sends to others; applied with the turn, so that both happen or neither. */
export type OutgoingRecord = StartRecord | MessageRecord | EntityRequestRecord;

/** How an execution goes on after a turn. */
export type TurnOutcome =
  | { readonly kind: 'running' }
  | { readonly kind: 'suspended' }
  | { readonly kind: 'ended'; readonly status: 'Completed' | 'Failed' | 'Terminated'; readonly output: unknown }
  | {
      readonly kind: 'continued-as-new';
      readonly executionId: string;
      /** JSON text. */
      readonly input: string;
      readonly carriedEvents: readonly EventRaisedEvent[];
    };

/** One turn of an orchestration: the messages it took, what it decided, and everything it sends. */
export interface TurnRecord {
  readonly kind: 'turn';
  readonly instanceId: string;
  /** Messages taken from the front of the inbox. */
  readonly consumed: number;
  readonly at: string;
  readonly decisions: readonly NewDecision[];
  readonly cancelledTimers: readonly number[];
  /** Absent when the turn did not set it. */
  readonly customStatus?: unknown;
  readonly outcome: TurnOutcome;
  readonly outgoing: readonly OutgoingRecord[];
}

/** One batch of requests carried out by an entity. */
export interface EntityTurnRecord {
  readonly kind: 'entity-turn';
  readonly entityId: string;
  readonly consumed: number;
  readonly exists: boolean;
  /** JSON text. */
  readonly state: string | null;
  readonly at: string;
  readonly outgoing: readonly OutgoingRecord[];
}

/** Ended instances are forgotten. */
export interface PurgeRecord {
  readonly kind: 'purge';
  readonly instanceIds: readonly string[];
}

/** A whole instance, as a compacted journal holds it. */
export interface InstanceRecord {
  readonly kind: 'instance';
  readonly instanceId: string;
  readonly name: string;
  readonly executionId: string;
  readonly input: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly status: RuntimeStatus;
  readonly customStatus: unknown;
  readonly output: unknown;
  readonly traceParent: string;
  readonly parent?: ParentLink;
  readonly history: readonly HistoryEvent[];
  readonly inbox: readonly MessageEvent[];
  readonly cancelledTimers: readonly number[];
}

/** A whole entity, as a compacted journal holds it. */
export interface EntityRecord {
  readonly kind: 'entity';
  readonly entityId: string;
  readonly exists: boolean;
  readonly state: string | null;
  readonly updatedAt: string;
  readonly inbox: readonly EntityRequest[];
}

/** A line of the durable journal: every change of state is exactly one of these. */
export type DurableRecord =
  | HeaderRecord
  | OutgoingRecord
  | TurnRecord
  | EntityTurnRecord
  | PurgeRecord
  | InstanceRecord
  | EntityRecord;
