import { createFunctionInvoker } from '../worker/function-invoker.js';
import { type LoadFunctionsWorkerParams, loadFunctionsWorker } from '../worker/load-functions-worker.js';
import { createDurableFunctions, type DurableFunctions } from './durable-functions.js';

/**
 * Loads an app only to run its durable functions, for example to replay golden histories; nothing listens.
 *
 * @throws Error as {@link loadFunctionsWorker} does.
 */
export async function loadDurableFunctions(params: LoadFunctionsWorkerParams): Promise<DurableFunctions> {
  const worker = await loadFunctionsWorker(params);
  const invoke = createFunctionInvoker({ worker, inputData: () => undefined, deliverOutputs: async () => undefined });
  return createDurableFunctions(worker.functions.values(), invoke);
}
