import { type AnswerToParentParams, answerToParent } from './answer-to-parent.js';
import type { NewDecision } from './decision-ledger.js';
import type { MessageRecord, OutgoingRecord, StartRecord } from './durable-record.js';
import type { EntityRequest } from './entity-request.js';
import { historyEventType } from './history-event.js';
import { isTerminal } from './is-terminal.js';
import { orchestrationMessage } from './orchestration-message.js';
import type { ReplayResult } from './replay-actions.js';
import type { RunOrchestratorTurnDeps } from './run-orchestrator-turn.js';

export interface OutgoingRecordsParams extends AnswerToParentParams {
  readonly replay: ReplayResult;
}

/** What a turn sends: sub-orchestrations it starts, requests to entities, and the answer to its own parent. */
export function outgoingRecords(
  params: OutgoingRecordsParams,
  deps: RunOrchestratorTurnDeps,
): readonly OutgoingRecord[] {
  const startedNow = new Set<string>();
  const fromDecisions = params.replay.decisions.flatMap((decision): readonly OutgoingRecord[] => {
    if (decision.EventType === historyEventType.EventSent) return [entityRequest(decision)];
    if (decision.EventType !== historyEventType.SubOrchestrationInstanceCreated) return [];
    const refusal = refuseStart(decision, deps, startedNow);
    startedNow.add(decision.InstanceId);
    return [refusal === undefined ? start(params, decision, deps) : refused(params, decision, refusal)];
  });
  return [...fromDecisions, ...answerToParent(params, deps.state)];
}

type ChildDecision = Extract<
  NewDecision,
  { readonly EventType: typeof historyEventType.SubOrchestrationInstanceCreated }
>;
type SentDecision = Extract<NewDecision, { readonly EventType: typeof historyEventType.EventSent }>;

function entityRequest(decision: SentDecision): OutgoingRecord {
  // Written by the replay of this very turn.
  const request = JSON.parse(decision.Input) as EntityRequest;
  return { kind: 'entity-request', entityId: decision.InstanceId, request };
}

/** Why a sub-orchestration cannot be started, or undefined when it can. */
function refuseStart(
  { Name: name, InstanceId: id }: ChildDecision,
  { functions, state }: RunOrchestratorTurnDeps,
  startedNow: ReadonlySet<string>,
): string | undefined {
  if (functions.find('orchestration', name) === undefined) return `The app has no orchestrator function '${name}'.`;
  const existing = state.instances.get(id);
  const isRunning = startedNow.has(id) || (existing !== undefined && !isTerminal(existing.status));
  return isRunning ? `An orchestration instance with id '${id}' is already running.` : undefined;
}

function start(
  { instance, at }: OutgoingRecordsParams,
  decision: ChildDecision,
  deps: RunOrchestratorTurnDeps,
): StartRecord {
  const { instanceId, executionId, name, traceParent } = instance;
  return {
    kind: 'start',
    instanceId: decision.InstanceId,
    name: deps.functions.find('orchestration', decision.Name) ?? decision.Name,
    executionId: deps.newExecutionId(),
    input: decision.Input,
    at,
    traceParent,
    parent: { instanceId, executionId, name, taskId: decision.EventId },
  };
}

function refused({ instance, at }: OutgoingRecordsParams, decision: ChildDecision, reason: string): MessageRecord {
  const content = {
    EventType: historyEventType.SubOrchestrationInstanceFailed,
    TaskScheduledId: decision.EventId,
    Reason: `Orchestrator function '${decision.Name}' failed: ${reason}`,
    Details: reason,
  };
  return orchestrationMessage({ instanceId: instance.instanceId, at, content });
}
