import { answerToParent } from './answer-to-parent.js';
import type { DurableFunctions } from './durable-functions.js';
import type { TurnOutcome, TurnRecord } from './durable-record.js';
import type { DurableState, Instance } from './durable-state.js';
import { type HistoryEvent, historyEventType } from './history-event.js';
import { NonDeterministicError } from './non-deterministic-error.js';
import { orchestratorPayload } from './orchestrator-payload.js';
import { outgoingRecords } from './outgoing-records.js';
import type { TurnPlan } from './plan-turn.js';
import type { OrchestratorAnswer } from './read-orchestrator-answer.js';
import { type ReplayResult, replayActions } from './replay-actions.js';

export interface RunOrchestratorTurnParams {
  readonly instance: Instance;
  readonly plan: TurnPlan;
  /** ISO 8601 time of the turn; the orchestrator's current time. */
  readonly at: string;
}

export interface RunOrchestratorTurnDeps {
  readonly functions: DurableFunctions;
  readonly state: DurableState;
  /** A new id for an execution. */
  readonly newExecutionId: () => string;
}

/**
 * Runs one turn of an orchestration. Resolves to the making of its record, to be called in the same tick as the
 * record's commit: what the turn may start depends on the other instances at that moment.
 */
export async function runOrchestratorTurn(
  params: RunOrchestratorTurnParams,
  deps: RunOrchestratorTurnDeps,
): Promise<() => TurnRecord> {
  const { plan } = params;
  const unfinished: TurnOutcome = plan.isSuspendedAfter ? { kind: 'suspended' } : { kind: 'running' };
  if (plan.action === 'terminate') return () => idleTurn(params, deps, terminated(plan));
  if (plan.action === 'skip') return () => idleTurn(params, deps, unfinished);
  const answer = await invokeOrchestrator(params, deps.functions);
  return () => turnRecord(params, deps, answer, unfinished);
}

/** A turn that does not concern the orchestrator's code. */
function idleTurn(
  { instance, plan, at }: RunOrchestratorTurnParams,
  { state }: RunOrchestratorTurnDeps,
  outcome: TurnOutcome,
): TurnRecord {
  return {
    kind: 'turn',
    instanceId: instance.instanceId,
    consumed: plan.messages.length,
    at,
    decisions: [],
    cancelledTimers: [],
    outcome,
    outgoing: answerToParent({ instance, outcome, at }, state),
  };
}

function turnRecord(
  params: RunOrchestratorTurnParams,
  deps: RunOrchestratorTurnDeps,
  answer: OrchestratorAnswer,
  unfinished: TurnOutcome,
): TurnRecord {
  const { instance, plan, at } = params;
  const { replay, failure } = replayAnswer(params, answer);
  const outcome = outcomeOf({ instance, answer, replay, failure, unfinished, newExecutionId: deps.newExecutionId });
  return {
    kind: 'turn',
    instanceId: instance.instanceId,
    consumed: plan.messages.length,
    at,
    decisions: outcome.kind === 'continued-as-new' ? [] : replay.decisions,
    cancelledTimers: replay.cancelledTimers.filter((id) => !instance.cancelledTimers.has(id)),
    ...(answer.customStatus === undefined ? {} : { customStatus: answer.customStatus }),
    outcome,
    outgoing: outgoingRecords({ instance, replay, outcome, failureStack: failure?.stack, at }, deps),
  };
}

function terminated({ messages }: TurnPlan): TurnOutcome {
  const request = messages.at(-1);
  const reason = request?.EventType === historyEventType.ExecutionTerminated ? request.Input : null;
  return { kind: 'ended', status: 'Terminated', output: reason };
}

function newEvents(plan: TurnPlan, at: string): readonly HistoryEvent[] {
  return [
    { EventType: historyEventType.OrchestratorStarted, EventId: -1, IsPlayed: false, Timestamp: at },
    ...plan.messages,
  ];
}

async function invokeOrchestrator(
  { instance, plan, at }: RunOrchestratorTurnParams,
  functions: DurableFunctions,
): Promise<OrchestratorAnswer> {
  const name = functions.find('orchestration', instance.name);
  if (name === undefined) {
    const message = `the app has no orchestrator function '${instance.name}'`;
    return {
      actions: undefined,
      isDone: false,
      output: undefined,
      customStatus: undefined,
      failure: { message, stack: '' },
    };
  }
  const payload = orchestratorPayload({
    pastEventsText: instance.history.text,
    newEvents: newEvents(plan, at),
    input: instance.input,
    instanceId: instance.instanceId,
    parentInstanceId: instance.parent?.instanceId,
  });
  return functions.orchestrate({ name, payload, traceParent: instance.traceParent });
}

interface ReplayedAnswer {
  readonly replay: ReplayResult;
  readonly failure: OrchestratorAnswer['failure'];
}

const NOTHING_DECIDED: ReplayResult = {
  decisions: [],
  isSettled: true,
  continueAsNew: undefined,
  unconsumedEvents: [],
  cancelledTimers: [],
};

function replayAnswer({ instance, plan, at }: RunOrchestratorTurnParams, answer: OrchestratorAnswer): ReplayedAnswer {
  const { actions, failure } = answer;
  if (!actions) return { replay: NOTHING_DECIDED, failure };
  const { instanceId, executionId } = instance;
  try {
    const history = [...instance.history.events, ...newEvents(plan, at)];
    return { replay: replayActions({ history, actions, instanceId, executionId }), failure };
  } catch (error) {
    if (!(error instanceof NonDeterministicError)) throw error;
    return { replay: NOTHING_DECIDED, failure: { message: error.message, stack: error.stack ?? '' } };
  }
}

interface OutcomeParams extends ReplayedAnswer {
  readonly instance: Instance;
  readonly answer: OrchestratorAnswer;
  readonly unfinished: TurnOutcome;
  readonly newExecutionId: () => string;
}

/** An execution ends only when its function has ended and everything it waited for has settled, as on Azure. */
function outcomeOf({ instance, answer, replay, failure, unfinished, newExecutionId }: OutcomeParams): TurnOutcome {
  if (!replay.isSettled) return unfinished;
  if (failure) {
    const output = `Orchestrator function '${instance.name}' failed: ${failure.message}`;
    return { kind: 'ended', status: 'Failed', output };
  }
  if (!answer.isDone) return unfinished;
  if (!replay.continueAsNew) return { kind: 'ended', status: 'Completed', output: answer.output };
  const { input } = replay.continueAsNew;
  return {
    kind: 'continued-as-new',
    executionId: newExecutionId(),
    // The SDK sends texts as JSON text already.
    input: typeof input === 'string' ? input : JSON.stringify(input ?? null),
    carriedEvents: replay.unconsumedEvents,
  };
}
