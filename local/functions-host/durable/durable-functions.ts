import { findTrigger } from '../worker/find-trigger.js';
import type { InvokeFunction } from '../worker/function-invoker.js';
import type { RegisteredFunction } from '../worker/function-registry.js';
import { rpcToJson } from '../worker/rpc-to-json.js';
import { type EntityAnswer, entityAnswerSchema } from './entity-answer.js';
import { type OrchestratorAnswer, readOrchestratorAnswer } from './read-orchestrator-answer.js';

export type DurableFunctionKind = 'orchestration' | 'activity' | 'entity';

/** The durable functions of the app, found by name without regard to case, as Azure finds them. */
export interface DurableFunctions {
  /** The name as registered, or undefined when there is no such function of that kind. */
  find(kind: DurableFunctionKind, name: string): string | undefined;
  /** Runs one turn; a failing orchestrator is an answer, not an error. */
  orchestrate(params: DurableCall): Promise<OrchestratorAnswer>;
  /** Resolves to the JSON text of the result; rejects with what the activity threw. */
  runActivity(params: DurableCall & { readonly instanceId: string }): Promise<string | null>;
  runEntity(params: DurableCall): Promise<EntityAnswer>;
}

export interface DurableCall {
  /** Name as registered. */
  readonly name: string;
  /** Text for the trigger: the worker library parses it when it is JSON. */
  readonly payload: string;
  readonly traceParent?: string | undefined;
}

/** Finds the durable functions among `functions` and runs them through `invoke`. */
export function createDurableFunctions(
  functions: Iterable<RegisteredFunction>,
  invoke: InvokeFunction,
): DurableFunctions {
  const names = new Map<string, string>();
  for (const { metadata } of functions) {
    names.set(`${findTrigger(metadata).type}:${metadata.name.toLowerCase()}`, metadata.name);
  }
  const call = ({ name, payload, traceParent }: DurableCall, instanceId?: string) =>
    invoke({
      functionName: name,
      trigger: { string: payload },
      triggerMetadata: instanceId === undefined ? {} : { instanceId: { string: instanceId } },
      traceParent,
    });
  return {
    find: (kind, name) => names.get(`${kind}trigger:${name.toLowerCase()}`),
    orchestrate: (params) => readOrchestratorAnswer(call(params)),
    runActivity: async (params) => rpcToJson((await call(params, params.instanceId)).returnValue),
    runEntity: async (params) => entityAnswerSchema.parse(JSON.parse((await call(params)).returnValue?.json ?? 'null')),
  };
}
