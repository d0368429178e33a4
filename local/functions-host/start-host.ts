import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { openJournal } from '../journal/open-journal.js';
import { Cleanup } from './cleanup.js';
import type { FunctionsHostParams, StartedHost } from './create-functions-host.js';
import { createVolatileJournal } from './durable/create-volatile-journal.js';
import { durableClientInput } from './durable/durable-client-input.js';
import type { DurableEndpoints } from './durable/durable-endpoints.js';
import { DurableEngine } from './durable/durable-engine.js';
import { createDurableFunctions, type DurableFunctions } from './durable/durable-functions.js';
import { createRequestHandler } from './http/create-request-handler.js';
import { HostServer } from './http/host-server.js';
import { httpFunctions } from './http/http-functions.js';
import { isDisabled } from './is-disabled.js';
import { type HostSettings, loadHostSettings } from './load-host-settings.js';
import { resolveAppSettings } from './resolve-app-settings.js';
import { settleWithin } from './settle-within.js';
import { systemClock } from './system-clock.js';
import type { BlobEvent } from './triggers/blob-event.js';
import { createBlobDispatcher } from './triggers/create-blob-dispatcher.js';
import { createOutputWriter } from './triggers/create-output-writer.js';
import { createQueueListeners } from './triggers/create-queue-listeners.js';
import { createTimerListeners } from './triggers/create-timer-listeners.js';
import { openTimerRuns } from './triggers/open-timer-runs.js';
import { createFunctionInvoker, type InvokeFunction } from './worker/function-invoker.js';
import type { RegisteredFunction } from './worker/function-registry.js';
import type { FunctionsWorker } from './worker/functions-worker.js';
import { loadFunctionsWorker } from './worker/load-functions-worker.js';

/** A host that runs. */
export interface RunningHost extends StartedHost {
  readonly engine: DurableEngine;
  readonly durableFunctions: DurableFunctions;
  readonly deliverBlobEvent: (event: BlobEvent) => Promise<void>;
  dispose(): Promise<void>;
}

/** Starts every part of the host; what has been started is stopped again when a later part cannot be. */
export async function startHost(params: FunctionsHostParams): Promise<RunningHost> {
  const cleanup = new Cleanup();
  try {
    return await startParts(params, cleanup);
  } catch (error) {
    await cleanup.run();
    throw error;
  }
}

async function startParts(params: FunctionsHostParams, cleanup: Cleanup): Promise<RunningHost> {
  const { log, appRoot, importApp } = params;
  const settings = await loadHostSettings(params);
  const server = new HostServer({ port: params.port ?? 0, log });
  cleanup.add(() => server.close());
  const address = await server.listen();
  // The app reads these when it is loaded. WEBSITE_HOSTNAME: without it the durable client rewrites all its URLs.
  Object.assign(process.env, params.settings, { WEBSITE_HOSTNAME: address });
  const worker = await loadFunctionsWorker({ appRoot, ...(importApp ? { importApp } : {}) });
  worker.logTo(log);
  cleanup.add(() => worker.terminate());
  const functions = [...worker.functions.values()].filter(
    ({ metadata }) => !isDisabled(metadata.name, params.settings),
  );
  const rpcPath = `/durabletask/${randomBytes(16).toString('hex')}/`;
  const origin = `http://${address}`;
  const taskHubName = resolveAppSettings(settings.taskHubName, params.settings);
  const endpoints = { origin, taskHubName, key: params.functionKey, rpcBaseUrl: `${origin}${rpcPath}` };
  const parts: HostParts = { params, settings, functions, invoke: createInvoker(params, worker, endpoints), cleanup };

  const durableFunctions = createDurableFunctions(functions, parts.invoke);
  const engine = await startEngine(parts, durableFunctions);
  serve(parts, { server, worker, engine, endpoints, rpcPath });
  const { deliverBlobEvent } = await startTriggers(parts);
  const names = functions.map(({ metadata }) => metadata.name);
  return { url: origin, functions: names, engine, durableFunctions, deliverBlobEvent, dispose: () => cleanup.run() };
}

interface HostParts {
  readonly params: FunctionsHostParams;
  readonly settings: HostSettings;
  readonly functions: readonly RegisteredFunction[];
  readonly invoke: InvokeFunction;
  readonly cleanup: Cleanup;
}

function createInvoker(
  params: FunctionsHostParams,
  worker: FunctionsWorker,
  endpoints: DurableEndpoints,
): InvokeFunction {
  const clientInput = { string: JSON.stringify(durableClientInput(endpoints)) };
  const resolveText = (text: string): string => resolveAppSettings(text, params.settings);
  return createFunctionInvoker({
    worker,
    inputData: ({ type }) => (type.toLowerCase() === 'durableclient' ? clientInput : undefined),
    deliverOutputs: createOutputWriter(params.outputs ?? {}, resolveText),
  });
}

async function startEngine(
  { params, settings, cleanup }: HostParts,
  functions: DurableFunctions,
): Promise<DurableEngine> {
  const { stateDirectory, log, clock = systemClock } = params;
  const journal =
    stateDirectory === undefined
      ? createVolatileJournal()
      : await openJournal({ file: join(stateDirectory, 'durable.jsonl') });
  const { maxConcurrentActivities, maxConcurrentOrchestrators } = settings;
  const engine = new DurableEngine({
    functions,
    journal,
    clock,
    log,
    maxConcurrentActivities,
    maxConcurrentOrchestrators,
  });
  cleanup.add(() => engine.dispose());
  engine.recover();
  return engine;
}

interface ServeParams {
  readonly server: HostServer;
  readonly worker: FunctionsWorker;
  readonly engine: DurableEngine;
  readonly endpoints: DurableEndpoints;
  readonly rpcPath: string;
}

/** The largest request body of Azure Functions, https://learn.microsoft.com/azure/azure-functions/functions-bindings-http-webhook-trigger#limits */
const MAX_BODY_BYTES = 210_000_000;

function serve({ params, settings, functions, invoke }: HostParts, serving: ServeParams): void {
  const { server, worker, engine, endpoints, rpcPath } = serving;
  const { HttpUri: httpUri } = worker.capabilities;
  server.serve(
    createRequestHandler({
      functions: httpFunctions(functions, settings.routePrefix),
      invoke,
      durable: { engine, endpoints },
      rpcPath,
      httpUri: httpUri === undefined ? undefined : new URL(httpUri),
      cors: params.cors,
      allowedHosts: params.allowedHosts ?? [],
      maxBodyBytes: params.maxBodyBytes ?? MAX_BODY_BYTES,
      maxOutstandingRequests: settings.maxOutstandingRequests,
    }),
  );
}

/** How long a stop waits for trigger functions that run. */
const DRAIN_LIMIT_MS = 5000;

async function startTriggers(parts: HostParts): Promise<Pick<RunningHost, 'deliverBlobEvent'>> {
  const { params, settings, functions, invoke, cleanup } = parts;
  const { log, stateDirectory, clock = systemClock } = params;
  const resolveText = (text: string): string => resolveAppSettings(text, params.settings);
  const common = { functions, invoke, clock, log, resolveText };
  const runs = await openTimerRuns(stateDirectory === undefined ? undefined : join(stateDirectory, 'timers.jsonl'));
  cleanup.add(() => runs.close());
  const sources = params.queueSources ?? (() => undefined);
  const listeners = [
    ...createTimerListeners({ ...common, runs }),
    ...createQueueListeners({ ...common, sources, settings: settings.serviceBus }),
  ];
  const deliverBlobEvent = createBlobDispatcher({ functions, invoke, resolveText, readBlob: params.blobReader });
  // Messages still in hand after that are delivered again when their lock ends.
  cleanup.add(() => settleWithin(Promise.all(listeners.map((listener) => listener.dispose())), DRAIN_LIMIT_MS));
  for (const listener of listeners) listener.start();
  return { deliverBlobEvent };
}
