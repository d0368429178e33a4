import { DecisionLedger, type NewDecision } from './decision-ledger.js';
import { deterministicGuid } from './deterministic-guid.js';
import { type EntityRequest, entityRequestIdSchema } from './entity-request.js';
import { EventWaiters } from './event-waiters.js';
import { type EventRaisedEvent, type HistoryEvent, historyEventType } from './history-event.js';
import { actionType, type LeafAction, type OrchestratorAction } from './orchestrator-action.js';
import { ReplayTask } from './replay-task.js';
import { retryTimerAt } from './retry-timer-at.js';

/** A history up to the present turn, and what the orchestrator function answered to it. */
export interface ReplayParams {
  readonly history: readonly HistoryEvent[];
  /** Every action of the present execution, in the order of the yields. */
  readonly actions: readonly OrchestratorAction[];
  readonly instanceId: string;
  readonly executionId: string;
}

export interface ReplayResult {
  /** Decisions that are not in the history yet, in id order. */
  readonly decisions: readonly NewDecision[];
  /** Whether every action has been waited for: only then may the orchestration end. */
  readonly isSettled: boolean;
  /** Present when the orchestrator asked to start over with a new input. */
  readonly continueAsNew: { readonly input: unknown } | undefined;
  /** External events nobody waited for, in the order they arrived. */
  readonly unconsumedEvents: readonly EventRaisedEvent[];
  /** Ids of timers that must not fire any more. */
  readonly cancelledTimers: readonly number[];
}

/**
 * Works out what an orchestrator's actions mean: which decisions are new, and which ids they get.
 *
 * Pure. Mirrors how the Durable Functions extension carries out an out-of-process orchestrator: it walks the history
 * event by event and awaits the actions one after the other, so a decision gets the id it would get on Azure.
 *
 * @throws NonDeterministicError when the actions contradict the history.
 */
export function replayActions(params: ReplayParams): ReplayResult {
  return new ActionReplay(params).run();
}

type CallAction = Extract<LeafAction, { readonly functionName: string }>;
type RetryAction = Extract<LeafAction, { readonly retryOptions: unknown }>;
type EntityAction = Extract<LeafAction, { readonly operation: string }>;

class ActionReplay {
  readonly #params: ReplayParams;
  readonly #ledger: DecisionLedger;
  readonly #waiters = new EventWaiters();
  /** Scheduled work by event id; entity calls by request id. */
  readonly #open = new Map<number | string, ReplayTask>();
  readonly #cancelledTimers = new Set<number>();
  #hasStarted = false;
  #cursor = 0;
  #current: ReplayTask | undefined;
  #nowMs = 0;
  #entityRequests = 0;
  #continueAsNew: { readonly input: unknown } | undefined;

  constructor(params: ReplayParams) {
    this.#params = params;
    this.#ledger = new DecisionLedger(params.history);
  }

  run(): ReplayResult {
    for (const event of this.#params.history) this.#process(event);
    return {
      decisions: this.#ledger.newDecisions,
      isSettled: this.#cursor >= this.#params.actions.length && (this.#current?.isSettled ?? true),
      continueAsNew: this.#continueAsNew,
      unconsumedEvents: this.#waiters.unconsumed(),
      cancelledTimers: [...this.#cancelledTimers],
    };
  }

  #process(event: HistoryEvent): void {
    switch (event.EventType) {
      case historyEventType.OrchestratorStarted:
        this.#nowMs = Math.max(this.#nowMs, Date.parse(event.Timestamp));
        break;
      case historyEventType.TaskScheduled:
      case historyEventType.SubOrchestrationInstanceCreated:
      case historyEventType.TimerCreated:
      case historyEventType.EventSent:
        this.#ledger.confirm(event);
        break;
      case historyEventType.TaskCompleted:
      case historyEventType.SubOrchestrationInstanceCompleted:
        this.#settle(event.TaskScheduledId, false);
        break;
      case historyEventType.TaskFailed:
      case historyEventType.SubOrchestrationInstanceFailed:
        this.#settle(event.TaskScheduledId, true);
        break;
      case historyEventType.TimerFired:
        this.#settle(event.TimerId, false);
        break;
      case historyEventType.EventRaised:
        if (this.#open.has(event.Name)) this.#settle(event.Name, false);
        else this.#waiters.raise(event);
        break;
    }
    if (event.EventType === historyEventType.ExecutionStarted) this.#hasStarted = true;
    if (this.#hasStarted) this.#advance();
  }

  /** An unknown id belongs to a cancelled timer or to an earlier execution: Azure ignores it, so it is ignored here. */
  #settle(key: number | string, hasFailed: boolean): void {
    const task = this.#open.get(key);
    if (!task) return;
    this.#open.delete(key);
    task.settle(hasFailed);
  }

  /** Carries out actions up to the first one that has to be waited for. */
  #advance(): void {
    while (this.#current?.isSettled ?? true) {
      const action = this.#params.actions[this.#cursor];
      if (!action) return;
      this.#cursor += 1;
      this.#current = this.#carryOut(action);
    }
  }

  #carryOut(action: OrchestratorAction): ReplayTask {
    switch (action.actionType) {
      case actionType.CallActivity:
        return this.#callActivity(action);
      case actionType.CallSubOrchestrator:
        return this.#callSubOrchestrator(action);
      case actionType.CallActivityWithRetry:
      case actionType.CallSubOrchestratorWithRetry:
        return this.#callWithRetry(action);
      case actionType.CreateTimer:
        return this.#createTimer(action.fireAt, action.isCanceled ?? false);
      case actionType.WaitForExternalEvent:
        return this.#waiters.wait(action.externalEventName);
      case actionType.CallEntity:
      case actionType.SignalEntity:
        return this.#sendToEntity(action);
      case actionType.ContinueAsNew:
        this.#continueAsNew = { input: action.input };
        return ReplayTask.completed();
      case actionType.WhenAll:
        return ReplayTask.whenAll(action.compoundActions.map((child) => this.#carryOut(child)));
      case actionType.WhenAny:
        return ReplayTask.whenAny(action.compoundActions.map((child) => this.#carryOut(child)));
      default:
        return action satisfies never;
    }
  }

  #callActivity(action: CallAction): ReplayTask {
    const id = this.#ledger.decide({
      EventType: historyEventType.TaskScheduled,
      Name: action.functionName,
      Version: '',
      Input: JSON.stringify([action.input ?? null]),
    });
    return this.#watch(id);
  }

  #callSubOrchestrator(action: Extract<CallAction, { readonly instanceId?: unknown }> | RetryAction): ReplayTask {
    const explicitId = 'instanceId' in action ? action.instanceId : undefined;
    const id = this.#ledger.decide({
      EventType: historyEventType.SubOrchestrationInstanceCreated,
      Name: action.functionName,
      Version: '',
      InstanceId: explicitId || `${this.#params.executionId}:${this.#ledger.nextId}`,
      Input: JSON.stringify(action.input ?? null),
    });
    return this.#watch(id);
  }

  #createTimer(fireAt: string, isCancelled: boolean): ReplayTask {
    const id = this.#ledger.decide({ EventType: historyEventType.TimerCreated, FireAt: fireAt });
    if (!isCancelled) return this.#watch(id);
    // A cancelled timer keeps its id, and counts as done from the start.
    this.#cancelledTimers.add(id);
    return ReplayTask.completed();
  }

  #sendToEntity(action: EntityAction): ReplayTask {
    const request = this.#entityRequest(action);
    this.#ledger.decide({
      EventType: historyEventType.EventSent,
      InstanceId: action.instanceId,
      Name: 'op',
      Input: JSON.stringify(request),
    });
    return action.actionType === actionType.SignalEntity ? ReplayTask.completed() : this.#watch(request.id);
  }

  #entityRequest(action: EntityAction): EntityRequest {
    const { instanceId, executionId } = this.#params;
    return {
      op: action.operation,
      ...(action.actionType === actionType.SignalEntity ? { signal: true } : {}),
      ...(action.input === undefined || action.input === null ? {} : { input: JSON.stringify(action.input) }),
      id: this.#entityRequestId(),
      parent: instanceId,
      parentExecution: executionId,
    };
  }

  /** The recorded id where there is one: a history recorded elsewhere made its ids in its own way. */
  #entityRequestId(): string {
    const recorded = this.#ledger.nextRecorded;
    if (recorded?.EventType === historyEventType.EventSent)
      return entityRequestIdSchema.parse(JSON.parse(recorded.Input)).id;
    return deterministicGuid(`${this.#params.executionId}_${this.#entityRequests++}`);
  }

  /** Attempt, timer, attempt, timer…: the same decisions in the same order as on Azure, for the SDK counts them. */
  #callWithRetry(action: RetryAction): ReplayTask {
    const outcome = new ReplayTask();
    const firstAttemptMs = this.#nowMs;
    const attempt = (attemptNumber: number): void => {
      const isActivity = action.actionType === actionType.CallActivityWithRetry;
      const task = isActivity ? this.#callActivity(action) : this.#callSubOrchestrator(action);
      task.onSettled((hasFailed) => {
        const { retryOptions } = action;
        const nowMs = this.#nowMs;
        const fireAtMs = hasFailed ? retryTimerAt({ retryOptions, attemptNumber, firstAttemptMs, nowMs }) : undefined;
        if (fireAtMs === undefined) {
          outcome.settle(hasFailed);
          return;
        }
        const isLast = attemptNumber >= retryOptions.maxNumberOfAttempts;
        const timer = this.#createTimer(new Date(fireAtMs).toISOString(), false);
        timer.onSettled(() => (isLast ? outcome.settle(true) : attempt(attemptNumber + 1)));
      });
    };
    attempt(1);
    return outcome;
  }

  #watch(key: number | string): ReplayTask {
    const task = new ReplayTask();
    this.#open.set(key, task);
    return task;
  }
}
