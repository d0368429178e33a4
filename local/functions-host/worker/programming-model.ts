import type { HostLogEntry, HostLogLevel } from '../host-log.js';
import type { FunctionMetadata } from './function-metadata.js';
import type { InvocationRequest, InvocationResponse } from './invocation.js';

/** A registered handler; the model wraps inputs and context around it. */
export type FunctionCallback = (...inputs: unknown[]) => unknown;

/** Phase of an invocation, read by the model to warn about logging after the end. */
export type InvocationState = 'preInvocationHooks' | 'invocation' | 'postInvocationHooks';

/** What the host shows the model of one invocation. */
export interface CoreInvocationContext {
  readonly invocationId: string;
  readonly request: InvocationRequest & { readonly invocationId: string; readonly functionId: string };
  readonly metadata: FunctionMetadata;
  state: InvocationState | undefined;
  log(level: HostLogLevel, category: HostLogEntry['category'], message: string): void;
}

/** One invocation as the model runs it. */
export interface InvocationModel {
  getArguments(): Promise<{ readonly context: object; readonly inputs: unknown[] }>;
  invokeFunction(context: object, inputs: unknown[], callback: FunctionCallback): Promise<unknown>;
  getResponse(context: object, result: unknown): Promise<InvocationResponse>;
}

/** The programming model (`@azure/functions` v4) as it introduces itself to the host. */
export interface ProgrammingModel {
  readonly name: string;
  readonly version: string;
  getInvocationModel(context: CoreInvocationContext): InvocationModel;
  /** Answers with the capabilities of app and library added, for example `HttpUri` when HTTP streaming is on. */
  getCapabilities(capabilities: Record<string, string>): Promise<Readonly<Record<string, string>>>;
}
