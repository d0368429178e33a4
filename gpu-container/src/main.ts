#!/usr/bin/env node
import { join } from 'node:path';
import type { BlobServiceClient } from '@azure/storage-blob';
import type { MessageSender } from '../../pipeline/ports/message-sender.js';
import { containerNames } from '../../pipeline/stages/container-names.js';
import { queueNames } from '../../pipeline/stages/queue-of.js';
import { readConnectionSettings } from '../../platform/config/connection-settings.js';
import { createJsonLineLogger } from '../../platform/logging/json-line-logger.js';
import type { Logger } from '../../platform/logging/logger.js';
import { createServiceBusClient } from '../../platform/messaging/create-service-bus-client.js';
import { createServiceBusSender } from '../../platform/messaging/service-bus-sender.js';
import { createBlobDocumentStore } from '../../platform/storage/blob-document-store.js';
import { createBlobMemoStore } from '../../platform/storage/blob-memo-store.js';
import { createBlobService } from '../../platform/storage/create-blob-service.js';
import { createModelBlobs } from './artifacts/model-blobs.js';
import { createSourceFiles } from './artifacts/source-files.js';
import { createEngineRegistry } from './engines/engine-registry.js';
import { createEngineKeeper, type EngineKeeper } from './execution/create-engine-keeper.js';
import { findRecycleReason } from './execution/find-recycle-reason.js';
import { leaveToNewerWorker } from './execution/leave-to-newer-worker.js';
import { loadWork } from './execution/load-work.js';
import { makeRoom } from './execution/make-room.js';
import { type RunExecutionDeps, runExecution } from './execution/run-execution.js';
import { readWorkerSettings, type WorkerSettings } from './execution/worker-settings.js';
import { loadStage } from './stages/load-stage.js';

/** Wall-clock time with fractions, in ms since the epoch; steps of the clock while a task is worked on are not seen. */
const nowMs = () => performance.timeOrigin + performance.now();

/** The container's process: messages one after another, then out. Exit code 0 unless the process itself is broken. */
async function main(): Promise<void> {
  const settings = readWorkerSettings(process.env);
  const connections = readConnectionSettings(process.env);
  const log = createJsonLineLogger({ write: (line) => process.stdout.write(line), now: () => new Date() });
  const shutdown = new AbortController();
  process.once('SIGTERM', () => shutdown.abort(new Error('The replica was asked to stop.')));
  const service = await createBlobService(connections.storage);
  const client = await createServiceBusClient(connections.serviceBus);
  const keeper = createEngineKeeper(() =>
    createEngineRegistry({ env: process.env, log, openModelBlobs: async () => createModelBlobs(service) }),
  );
  const jobs = service.getContainerClient(containerNames.jobs);
  const version = settings.POLYDUB_WORKER_VERSION;
  const loading = loadWork({ env: process.env, jobs, version, log }); // a rejection ends the process
  const sender = createServiceBusSender(client);
  const context = { settings, service, sender, keeper, loading, shutdown: shutdown.signal, log };
  try {
    await runExecution({
      client,
      sender,
      queue: settings.POLYDUB_QUEUE,
      messageWaitMs: settings.POLYDUB_MESSAGE_WAIT_MS,
      lingerMs: settings.POLYDUB_LINGER_MS,
      recycleReason: (messages) => recycleReason(messages, settings),
      shutdown: shutdown.signal,
      log,
      perform: createPerform(context),
    });
  } finally {
    await Promise.all([keeper.dispose(), loading.then(({ spans }) => spans.flush())]);
    await client.close();
  }
}

interface PerformContext {
  readonly settings: WorkerSettings;
  readonly service: BlobServiceClient;
  readonly sender: MessageSender;
  readonly keeper: EngineKeeper;
  readonly loading: ReturnType<typeof loadWork>;
  readonly shutdown: AbortSignal;
  readonly log: Logger;
}

/** How this process works a task through. */
function createPerform(context: PerformContext): RunExecutionDeps['perform'] {
  const { settings, service, sender, keeper, loading, shutdown, log } = context;
  const jobs = createBlobDocumentStore(service.getContainerClient(containerNames.jobs));
  return async (task, delivery) => {
    const { performTracedTask, spans } = await loading;
    leaveToNewerWorker(task, delivery, settings.POLYDUB_WORKER_VERSION);
    const engines = await keeper.enginesFor(task.stage);
    const messageId = () => `beat-${task.taskId}:${task.attempt}:${Date.now()}`;
    const result = await performTracedTask(task, delivery, {
      unit: { ...createUnitDeps(service, settings), engines, log },
      trace: { spans, nowMs, processStartMs: performance.timeOrigin },
      send: (beat) => sender.send(queueNames.results, { messageId: messageId(), body: beat }),
      isCancelled: (jobId) => jobs.exists(`${jobId}/cancel.json`),
      concurrency: settings.POLYDUB_CONCURRENCY,
      shutdown,
      now: Date.now,
    });
    void spans.flush(); // it never fails, and is waited for before the process ends
    return result;
  };
}

/** Where artifacts are kept, and whether only this process keeps any there. */
function cacheOf({ POLYDUB_CACHE_DIRECTORY: shared, POLYDUB_WORK_DIRECTORY: workDirectory }: WorkerSettings) {
  return { directory: shared ?? join(workDirectory, 'artifacts'), isOwn: shared === undefined };
}

async function recycleReason(messages: number, settings: WorkerSettings): Promise<string | undefined> {
  const { directory: cacheDirectory, isOwn } = cacheOf(settings);
  const limits = {
    maxMessages: settings.POLYDUB_MESSAGES_PER_EXECUTION,
    takeForMs: settings.POLYDUB_TAKE_FOR_MS,
    maxResidentBytes: settings.POLYDUB_RECYCLE_BYTES,
    maxDiskBytes: settings.POLYDUB_RECYCLE_DISK_BYTES,
  };
  const workDirectory = settings.POLYDUB_WORK_DIRECTORY;
  const diskBytes = isOwn ? await makeRoom({ workDirectory, cacheDirectory, maxBytes: limits.maxDiskBytes }) : 0;
  const soFar = { messages, elapsedMs: performance.now(), residentBytes: process.memoryUsage.rss(), diskBytes };
  return findRecycleReason(soFar, limits);
}

/** Where units find and leave things. */
function createUnitDeps(service: BlobServiceClient, settings: WorkerSettings) {
  return {
    memos: createBlobMemoStore(service.getContainerClient(containerNames.memos)),
    files: {
      container: service.getContainerClient(containerNames.artifacts),
      cacheDirectory: cacheOf(settings).directory,
    },
    sources: createSourceFiles(service),
    workerVersion: settings.POLYDUB_WORKER_VERSION,
    workDirectory: settings.POLYDUB_WORK_DIRECTORY,
    loadStage,
  };
}

await main();
