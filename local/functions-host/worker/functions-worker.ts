import { randomUUID } from 'node:crypto';
import type { HostLog, HostLogEntry } from '../host-log.js';
import type { FunctionRegistry, RegisteredFunction } from './function-registry.js';
import type { InvocationRequest, InvocationResponse } from './invocation.js';
import type { CoreInvocationContext, ProgrammingModel } from './programming-model.js';

/** A loaded app and the means to invoke its functions. */
export interface FunctionsWorkerParams {
  readonly registry: FunctionRegistry;
  readonly model: ProgrammingModel;
  readonly capabilities: Readonly<Record<string, string>>;
  /** Shared by all invocations and hooks of the app. */
  readonly appHookData: Record<string, unknown>;
}

/** Invokes the functions of the one app of this process by the Azure worker contract. */
export class FunctionsWorker {
  readonly capabilities: Readonly<Record<string, string>>;
  readonly #registry: FunctionRegistry;
  readonly #model: ProgrammingModel;
  readonly #appHookData: Record<string, unknown>;
  #log: HostLog = () => undefined;

  constructor(params: FunctionsWorkerParams) {
    this.capabilities = params.capabilities;
    this.#registry = params.registry;
    this.#model = params.model;
    this.#appHookData = params.appHookData;
  }

  get functions(): ReadonlyMap<string, RegisteredFunction> {
    return this.#registry.functions;
  }

  /** Sends the app's log to `log` from now on. */
  logTo(log: HostLog): void {
    this.#log = log;
  }

  /** Hands one entry to the app's log hooks and to the host's log. */
  writeLog(entry: HostLogEntry, invocationContext?: object): void {
    for (const hook of this.#registry.hooks('log')) hook({ ...entry, invocationContext });
    this.#log(entry);
  }

  /** Runs the app's `appTerminate` hooks. */
  async terminate(): Promise<void> {
    await this.#registry.runHooks('appTerminate', { hookData: {}, appHookData: this.#appHookData });
  }

  /**
   * Runs one function: hooks, handler, hooks, conversion of the answer.
   *
   * @throws Error when no such function is loaded, and whatever the handler or a hook throws.
   */
  async invoke(functionName: string, request: InvocationRequest): Promise<InvocationResponse> {
    const registered = this.functions.get(functionName);
    if (!registered) throw new Error(`Function '${functionName}' is not loaded and cannot be invoked.`);
    const core = this.#createContext(registered, request);
    const model = this.#model.getInvocationModel(core);
    const { context, inputs } = await model.getArguments();
    const shared = { hookData: {}, appHookData: this.#appHookData, invocationContext: context };

    const before = { ...shared, inputs, functionCallback: registered.callback };
    core.state = 'preInvocationHooks';
    await this.#registry.runHooks('preInvocation', before);

    const undecided: { result: unknown; error: unknown } = { result: null, error: null };
    const after = { ...shared, inputs: before.inputs, ...undecided };
    core.state = 'invocation';
    try {
      after.result = await model.invokeFunction(context, before.inputs, before.functionCallback);
    } catch (error) {
      after.error = error;
    }
    core.state = 'postInvocationHooks';
    await this.#registry.runHooks('postInvocation', after);
    core.state = undefined;

    // A hook may have replaced either; null and undefined both mean "no error" in the worker's contract.
    if (after.error !== null && after.error !== undefined) throw after.error;
    return model.getResponse(context, after.result);
  }

  #createContext({ metadata }: RegisteredFunction, request: InvocationRequest): CoreInvocationContext {
    const invocationId = request.invocationId ?? randomUUID();
    const functionName = metadata.name;
    return {
      invocationId,
      metadata,
      state: undefined,
      request: { ...request, invocationId, functionId: functionName },
      log: (level, category, message) => this.writeLog({ level, category, message, functionName, invocationId }),
    };
  }
}
