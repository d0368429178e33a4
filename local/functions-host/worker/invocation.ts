import type { RpcTypedData } from './rpc-typed-data.js';

/** One named input or output of an invocation. */
export interface RpcParameterBinding {
  readonly name: string;
  readonly data?: RpcTypedData | null;
}

/** W3C trace context handed to an invocation. */
export interface RpcTraceContext {
  readonly traceParent: string;
  readonly traceState?: string;
  readonly attributes?: Readonly<Record<string, string>>;
}

/** Which attempt of a function-level retry policy an invocation is. */
export interface RpcRetryContext {
  readonly retryCount: number;
  readonly maxRetryCount: number;
  readonly exception?: { readonly message: string; readonly stackTrace?: string };
}

/** What the host sends to invoke a function. Every `in` binding must be in `inputData` under its binding name. */
export interface InvocationRequest {
  readonly invocationId?: string;
  readonly inputData: readonly RpcParameterBinding[];
  readonly triggerMetadata: Readonly<Record<string, RpcTypedData>>;
  readonly traceContext?: RpcTraceContext;
  readonly retryContext?: RpcRetryContext;
}

/** What a function answers. Non-HTTP triggers answer in `returnValue` even without an output binding. */
export interface InvocationResponse {
  readonly invocationId: string;
  readonly outputData?: readonly RpcParameterBinding[];
  readonly returnValue?: RpcTypedData | null;
}
