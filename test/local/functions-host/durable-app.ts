import { fileURLToPath } from 'node:url';
import {
  createVolatileJournal,
  type DurableJournal,
} from '../../../local/functions-host/durable/create-volatile-journal.js';
import { DurableEngine } from '../../../local/functions-host/durable/durable-engine.js';
import {
  createDurableFunctions,
  type DurableFunctions,
} from '../../../local/functions-host/durable/durable-functions.js';
import type { HostLogEntry } from '../../../local/functions-host/host-log.js';
import { type HostClock, systemClock } from '../../../local/functions-host/system-clock.js';
import { createFunctionInvoker } from '../../../local/functions-host/worker/function-invoker.js';
import { loadFunctionsWorker } from '../../../local/functions-host/worker/load-functions-worker.js';

export interface DurableAppParams {
  readonly journal?: DurableJournal;
  readonly clock?: HostClock;
  readonly maxConcurrentActivities?: number;
  readonly maxConcurrentOrchestrators?: number;
  readonly compactAboveBytes?: number;
}

export interface DurableApp {
  readonly engine: DurableEngine;
  readonly functions: DurableFunctions;
  readonly log: readonly HostLogEntry[];
}

/** A durable engine over the sample app, recovered; the app is loaded once per process. */
export async function createDurableApp(params: DurableAppParams = {}): Promise<DurableApp> {
  const worker = await loadFunctionsWorker({ appRoot: fileURLToPath(new URL('./apps/durable', import.meta.url)) });
  const log: HostLogEntry[] = [];
  worker.logTo((entry) => log.push(entry));
  const invoke = createFunctionInvoker({ worker, inputData: () => undefined, deliverOutputs: async () => undefined });
  const functions = createDurableFunctions(worker.functions.values(), invoke);
  const engine = new DurableEngine({
    functions,
    journal: params.journal ?? createVolatileJournal(),
    clock: params.clock ?? systemClock,
    log: (entry) => log.push(entry),
    maxConcurrentActivities: params.maxConcurrentActivities ?? 32,
    maxConcurrentOrchestrators: params.maxConcurrentOrchestrators ?? 32,
    ...(params.compactAboveBytes === undefined ? {} : { compactAboveBytes: params.compactAboveBytes }),
  });
  engine.recover();
  return { engine, functions, log };
}
