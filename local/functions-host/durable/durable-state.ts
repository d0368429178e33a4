import type {
  DurableRecord,
  EntityRecord,
  EntityTurnRecord,
  InstanceRecord,
  ParentLink,
  StartRecord,
  TurnRecord,
} from './durable-record.js';
import type { EntityRequest } from './entity-request.js';
import { executionStarted } from './execution-started.js';
import type { MessageEvent } from './history-event.js';
import { HistoryLog } from './history-log.js';
import { isTerminal, type RuntimeStatus } from './is-terminal.js';
import { turnEvents } from './turn-events.js';

/** An orchestration instance in memory. Changed only by {@link DurableState.apply}. */
export interface Instance {
  readonly instanceId: string;
  readonly name: string;
  executionId: string;
  /** JSON text. */
  input: string | null;
  readonly createdAt: string;
  updatedAt: string;
  status: RuntimeStatus;
  customStatus: unknown;
  output: unknown;
  readonly traceParent: string;
  readonly parent: ParentLink | undefined;
  history: HistoryLog;
  inbox: MessageEvent[];
  cancelledTimers: Set<number>;
}

/** An entity in memory. Changed only by {@link DurableState.apply}. */
export interface Entity {
  readonly entityId: string;
  exists: boolean;
  /** JSON text. */
  state: string | null;
  updatedAt: string;
  inbox: EntityRequest[];
}

/**
 * Everything the durable engine knows, as the sum of its records.
 * `apply` is the only way to change it, live and on recovery, so both arrive at the same state.
 */
export class DurableState {
  readonly instances = new Map<string, Instance>();
  readonly entities = new Map<string, Entity>();

  apply(record: DurableRecord): void {
    switch (record.kind) {
      case 'durable-journal':
        break;
      case 'start':
        this.#start(record);
        break;
      case 'message':
        this.#deliver(record.instanceId, record.event);
        break;
      case 'entity-request':
        this.#entity(record.entityId).inbox.push(record.request);
        break;
      case 'turn':
        this.#turn(record);
        break;
      case 'entity-turn':
        this.#entityTurn(record);
        break;
      case 'purge':
        for (const id of record.instanceIds) this.instances.delete(id);
        break;
      case 'instance':
        this.#restoreInstance(record);
        break;
      case 'entity':
        this.#restoreEntity(record);
        break;
      default:
        record satisfies never;
    }
  }

  /** The records that lead to the present state in the shortest way. */
  snapshot(): DurableRecord[] {
    const header: DurableRecord = { kind: 'durable-journal', schemaVersion: 1 };
    const instances = [...this.instances.values()].map(toInstanceRecord);
    const entities = [...this.entities.values()].map((entity): EntityRecord => ({ kind: 'entity', ...entity }));
    return [header, ...instances, ...entities];
  }

  #start(record: StartRecord): void {
    this.instances.set(record.instanceId, {
      instanceId: record.instanceId,
      name: record.name,
      executionId: record.executionId,
      input: record.input,
      createdAt: record.at,
      updatedAt: record.at,
      status: 'Pending',
      customStatus: null,
      output: null,
      traceParent: record.traceParent,
      parent: record.parent,
      history: new HistoryLog(),
      inbox: [executionStarted(record)],
      cancelledTimers: new Set(),
    });
  }

  /** Messages for an instance that is unknown or has ended are dropped, as on Azure. */
  #deliver(instanceId: string, event: MessageEvent): void {
    const instance = this.instances.get(instanceId);
    if (instance && !isTerminal(instance.status)) instance.inbox.push(event);
  }

  #turn(record: TurnRecord): void {
    const instance = this.instances.get(record.instanceId);
    if (!instance) return;
    const messages = instance.inbox.splice(0, record.consumed);
    instance.updatedAt = record.at;
    if (record.customStatus !== undefined) instance.customStatus = record.customStatus;
    for (const id of record.cancelledTimers) instance.cancelledTimers.add(id);
    if (record.outcome.kind === 'continued-as-new') this.#continueAsNew(instance, record, record.outcome);
    else this.#continue(instance, record, messages);
    for (const outgoing of record.outgoing) this.apply(outgoing);
  }

  #continue(instance: Instance, record: TurnRecord, messages: readonly MessageEvent[]): void {
    const { outcome } = record;
    instance.history.append(turnEvents(record, messages));
    instance.status =
      outcome.kind === 'ended' ? outcome.status : outcome.kind === 'suspended' ? 'Suspended' : 'Running';
    if (outcome.kind !== 'ended') return;
    instance.output = outcome.output;
    instance.inbox = [];
    instance.history.releaseText();
  }

  #continueAsNew(
    instance: Instance,
    { at }: TurnRecord,
    outcome: Extract<TurnRecord['outcome'], { readonly kind: 'continued-as-new' }>,
  ): void {
    instance.executionId = outcome.executionId;
    instance.input = outcome.input;
    instance.history = new HistoryLog();
    instance.cancelledTimers = new Set();
    instance.status = 'Running';
    const { instanceId, name, executionId, input, parent } = instance;
    const started = executionStarted({ instanceId, name, executionId, input, at, ...(parent ? { parent } : {}) });
    // Completions in the inbox belong to ids of the ended execution, which the new one will give out again.
    const stillValid = instance.inbox.filter((event) => !('TaskScheduledId' in event) && !('TimerId' in event));
    instance.inbox = [started, ...outcome.carriedEvents, ...stillValid];
  }

  #entityTurn(record: EntityTurnRecord): void {
    const entity = this.#entity(record.entityId);
    entity.inbox.splice(0, record.consumed);
    entity.exists = record.exists;
    entity.state = record.state;
    entity.updatedAt = record.at;
    for (const outgoing of record.outgoing) this.apply(outgoing);
  }

  #entity(entityId: string): Entity {
    const existing = this.entities.get(entityId);
    if (existing) return existing;
    const created: Entity = { entityId, exists: false, state: null, updatedAt: '', inbox: [] };
    this.entities.set(entityId, created);
    return created;
  }

  #restoreInstance({ kind: _, history, inbox, cancelledTimers, parent, ...rest }: InstanceRecord): void {
    this.instances.set(rest.instanceId, {
      ...rest,
      parent,
      history: new HistoryLog(history),
      inbox: [...inbox],
      cancelledTimers: new Set(cancelledTimers),
    });
  }

  #restoreEntity({ kind: _, inbox, ...rest }: EntityRecord): void {
    this.entities.set(rest.entityId, { ...rest, inbox: [...inbox] });
  }
}

function toInstanceRecord({ parent, history, cancelledTimers, ...rest }: Instance): InstanceRecord {
  return {
    kind: 'instance',
    ...rest,
    ...(parent ? { parent } : {}),
    history: history.events,
    cancelledTimers: [...cancelledTimers],
  };
}
