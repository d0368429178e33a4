import { mkdir, rm } from 'node:fs/promises';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { containerNames } from '../../pipeline/stages/container-names.js';
import { createBlobService } from '../../platform/storage/create-blob-service.js';
import type { FunctionsHost } from '../functions-host/create-functions-host.js';
import { createFunctionsHost } from '../functions-host/create-functions-host.js';
import type { HostLog } from '../functions-host/host-log.js';
import { createJobRunner } from '../jobs/create-job-runner.js';
import type { ServiceBusBroker } from '../service-bus/create-service-bus-broker.js';
import { createServiceBusBroker } from '../service-bus/create-service-bus-broker.js';
import { createBlobStorage } from '../storage/create-blob-storage.js';
import { blobEventOf } from './blob-event-of.js';
import { cloudQueues } from './cloud-queues.js';
import { fingerprintWorker } from './fingerprint-worker.js';
import type { LocalCloud } from './local-cloud.js';
import { managedEngineSettings } from './managed-engine-settings.js';
import { pruneCache } from './prune-cache.js';
import { telemetrySettings } from './telemetry-settings.js';
import { type WorkerJob, workerJobs } from './worker-jobs.js';

export interface StartLocalCloudParams {
  /** Everything the cloud keeps is below this folder; one cloud at a time. */
  readonly stateDirectory: string;
  /** Folder of the project's package.json, with `dist` built. */
  readonly appRoot: string;
  readonly log: HostLog;
  readonly port?: number;
  /** In place of settings of the app and its workers: how measurements compare two of them. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** Of those, kept ready while there is traffic, beside those that wait for more after a task: two may become one's turn at once. */
const warmExecutions = 1;
/** Longest one execution may take, in ms, as in infra/. */
const replicaTimeoutMs = (12 * 60 + 10) * 60_000;
/** As long as the scaler keeps executions ready; nobody pays for waiting here, in ms. */
const lingerMs = 60_000;
/** A process starts in half a second: shorter tasks than on Azure keep all executions at work on short videos. */
const taskStartS = 0.5;
/** No more than three executions wait at once, or four with a GPU: together they keep at most half of the memory. */
const recycleBytes = Math.floor(totalmem() / 8);
/** Traces of jobs beyond this go, those not looked at for longest first. */
const maxTraceBytes = 256 * 1024 ** 2;

/**
 * Starts the whole cloud on this machine: storage, Service Bus, the Functions app and the container job, production
 * code unchanged. State is journaled: after a kill at any moment the next start goes on with the running jobs.
 */
export async function startLocalCloud(params: StartLocalCloudParams): Promise<LocalCloud> {
  const { stateDirectory, appRoot, log } = params;
  const logDirectory = join(stateDirectory, 'logs');
  await mkdir(logDirectory, { recursive: true });
  await pruneCache(join(stateDirectory, 'cache'));
  await pruneCache(join(stateDirectory, 'traces'), maxTraceBytes);
  const stops: (() => Promise<void>)[] = [];
  const dispose = async () => {
    for (const stop of stops.splice(0).reverse()) await stop();
  };
  try {
    const workerVersion = await fingerprintWorker(join(appRoot, 'dist'), managedEngineSettings(process.env));
    let announce: (host: FunctionsHost) => void = () => undefined;
    const hostIsUp = new Promise<FunctionsHost>((resolve) => {
      announce = resolve;
    });
    const storage = createBlobStorage({
      directory: join(stateDirectory, 'storage'),
      eventContainers: [containerNames.inbox],
      onBlobCreated: async (event) => (await hostIsUp).deliverBlobEvent(blobEventOf(event)),
    });
    stops.push(() => storage.dispose());
    const broker = createServiceBusBroker({ directory: join(stateDirectory, 'service-bus'), queues: cloudQueues });
    stops.push(() => broker.dispose());
    const [{ connectionString: Storage, blobEndpoint }, { connectionString: ServiceBus }] = await Promise.all([
      storage.start(),
      broker.start(),
    ]);
    await createContainers(Storage);
    const settings = {
      Storage,
      ServiceBus,
      AzureWebJobsStorage: Storage,
      POLYDUB_WORKER_VERSION: workerVersion,
      POLYDUB_TRACE_DIRECTORY: join(stateDirectory, 'traces'),
      POLYDUB_TASK_START_SECONDS: String(taskStartS),
      POLYDUB_LINGER_MS: String(lingerMs),
      ...params.settings,
    };
    const runners = workerJobs(process.env).map((job) =>
      createRunner({ ...params, logDirectory, broker, settings, job }),
    );
    for (const runner of runners) stops.push(() => runner.dispose());
    const host = createFunctionsHost({
      appRoot,
      settings,
      log,
      stateDirectory: join(stateDirectory, 'durable'),
      queueSources: (name) => broker.queue(name),
      ...(params.port === undefined ? {} : { port: params.port }),
    });
    stops.push(() => host.dispose());
    const { url } = await host.start();
    announce(host);
    await rm(join(stateDirectory, 'work'), { recursive: true, force: true }); // scratch of executions that were killed
    for (const runner of runners) await runner.start();
    return {
      url,
      blobEndpoint,
      storageConnectionString: Storage,
      serviceBusConnectionString: ServiceBus,
      logDirectory,
      dispose,
    };
  } catch (error) {
    await dispose();
    throw error;
  }
}

interface RunnerParams extends StartLocalCloudParams {
  readonly logDirectory: string;
  readonly broker: ServiceBusBroker;
  readonly settings: Readonly<Record<string, string>>;
  readonly job: WorkerJob;
}

function createRunner({ stateDirectory, appRoot, log, logDirectory, broker, settings, job }: RunnerParams) {
  return createJobRunner({
    name: job.name,
    queue: broker.queue(job.queue),
    command: process.execPath,
    args: [join(appRoot, 'dist/gpu-container/src/main.js')],
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: process.env['HOME'] ?? '',
      LANG: 'C.UTF-8',
      ...settings,
      ...managedEngineSettings(process.env),
      ...telemetrySettings(process.env),
      ...job.settings,
      POLYDUB_QUEUE: job.queue,
      POLYDUB_WORK_DIRECTORY: join(stateDirectory, 'work'),
      POLYDUB_CACHE_DIRECTORY: join(stateDirectory, 'cache'),
      POLYDUB_RECYCLE_BYTES: String(recycleBytes),
    },
    stateDirectory: join(stateDirectory, job.folder),
    logDirectory,
    maxExecutions: job.maxExecutions,
    warmExecutions: Math.min(warmExecutions, job.maxExecutions),
    replicaTimeoutMs,
    onLine: (message) => log({ level: 'information', category: 'user', message }),
  });
}

async function createContainers(connectionString: string): Promise<void> {
  const service = await createBlobService({ kind: 'connection-string', value: connectionString });
  await Promise.all(Object.values(containerNames).map((name) => service.getContainerClient(name).createIfNotExists()));
}
