import { childTraceParent } from '../child-trace-parent.js';
import { findTrigger } from './find-trigger.js';
import type { FunctionBinding, FunctionMetadata } from './function-metadata.js';
import type { FunctionsWorker } from './functions-worker.js';
import type { InvocationResponse, RpcParameterBinding, RpcRetryContext } from './invocation.js';
import type { RpcTypedData } from './rpc-typed-data.js';

/** One call of a function; everything but the trigger's own data is filled in by the invoker. */
export interface InvokeFunctionParams {
  readonly functionName: string;
  /** Data of the trigger binding. */
  readonly trigger: RpcTypedData;
  readonly triggerMetadata?: Readonly<Record<string, RpcTypedData>>;
  readonly invocationId?: string;
  /** W3C `traceparent` of what caused the call; without one a new trace begins. */
  readonly traceParent?: string | undefined;
  readonly retryContext?: RpcRetryContext;
}

/** Invokes a function and delivers its outputs; rejects with what the function threw. */
export type InvokeFunction = (params: InvokeFunctionParams) => Promise<InvocationResponse>;

export interface FunctionInvokerParams {
  readonly worker: FunctionsWorker;
  /** Data for an `in` binding that is no trigger, or undefined when the host has none of that kind. */
  readonly inputData: (binding: FunctionBinding) => RpcTypedData | undefined;
  /** Delivers the output bindings of a function that has returned. */
  readonly deliverOutputs: (metadata: FunctionMetadata, outputs: readonly RpcParameterBinding[]) => Promise<void>;
}

/** The host's one way to run a function: adds inputs and trace context, and delivers outputs. */
export function createFunctionInvoker({ worker, inputData, deliverOutputs }: FunctionInvokerParams): InvokeFunction {
  return async ({ functionName, trigger, triggerMetadata = {}, traceParent, invocationId, retryContext }) => {
    const metadata = worker.functions.get(functionName)?.metadata;
    if (!metadata) throw new Error(`Function '${functionName}' is not loaded and cannot be invoked.`);
    const response = await worker.invoke(functionName, {
      inputData: [{ name: findTrigger(metadata).name, data: trigger }, ...extraInputs(metadata, inputData)],
      triggerMetadata,
      traceContext: { traceParent: childTraceParent(traceParent) },
      ...(invocationId === undefined ? {} : { invocationId }),
      ...(retryContext === undefined ? {} : { retryContext }),
    });
    const outputs = response.outputData ?? [];
    if (outputs.length > 0) await deliverOutputs(metadata, outputs);
    return response;
  };
}

function extraInputs(
  metadata: FunctionMetadata,
  inputData: FunctionInvokerParams['inputData'],
): readonly RpcParameterBinding[] {
  return Object.entries(metadata.bindings)
    .filter(([, binding]) => binding.direction === 'in' && !/trigger$/i.test(binding.type))
    .map(([name, binding]) => {
      const data = inputData(binding);
      if (data) return { name, data };
      throw new Error(
        `Function '${metadata.name}' has an input of type '${binding.type}', which this host cannot supply.`,
      );
    });
}
