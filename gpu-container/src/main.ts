#!/usr/bin/env node
import { join } from 'node:path';
import type { BlobServiceClient } from '@azure/storage-blob';
import { containerNames } from '../../pipeline/stages/container-names.js';
import { readConnectionSettings } from '../../platform/config/connection-settings.js';
import { createJsonLineLogger } from '../../platform/logging/json-line-logger.js';
import { createServiceBusClient } from '../../platform/messaging/create-service-bus-client.js';
import { createServiceBusSender } from '../../platform/messaging/service-bus-sender.js';
import { createBlobDocumentStore } from '../../platform/storage/blob-document-store.js';
import { createBlobMemoStore } from '../../platform/storage/blob-memo-store.js';
import { createBlobService } from '../../platform/storage/create-blob-service.js';
import { createModelBlobs } from './artifacts/model-blobs.js';
import { createSourceFiles } from './artifacts/source-files.js';
import { createEngineRegistry } from './engines/engine-registry.js';
import { loadWork } from './load-work.js';
import { runExecution } from './run-execution.js';
import { loadStage } from './stages/load-stage.js';
import { readWorkerSettings, type WorkerSettings } from './worker-settings.js';

/** Wall-clock time with fractions, in ms since the epoch; steps of the clock while a task is worked on are not seen. */
const nowMs = () => performance.timeOrigin + performance.now();

/** The container's process: one message, then out. Exit code 0 unless the process itself is broken. */
async function main(): Promise<void> {
  const settings = readWorkerSettings(process.env);
  const connections = readConnectionSettings(process.env);
  const log = createJsonLineLogger({ write: (line) => process.stdout.write(line), now: () => new Date() });
  const shutdown = new AbortController();
  process.once('SIGTERM', () => shutdown.abort(new Error('The replica was asked to stop.')));
  const service = await createBlobService(connections.storage);
  const client = await createServiceBusClient(connections.serviceBus);
  const engines = createEngineRegistry({
    env: process.env,
    log,
    openModelBlobs: async () => createModelBlobs(service),
  });
  const jobsContainer = service.getContainerClient(containerNames.jobs);
  const jobs = createBlobDocumentStore(jobsContainer);
  const version = settings.POLYDUB_WORKER_VERSION;
  const loading = loadWork({ env: process.env, jobs: jobsContainer, version, log }); // a rejection ends the process
  const sender = createServiceBusSender(client);
  try {
    await runExecution({
      client,
      sender,
      queue: settings.POLYDUB_QUEUE,
      messageWaitMs: settings.POLYDUB_MESSAGE_WAIT_MS,
      shutdown: shutdown.signal,
      log,
      perform: async (task, delivery) => {
        const { performTracedTask, spans } = await loading;
        return performTracedTask(task, delivery, {
          unit: { ...createUnitDeps(service, settings), engines, log },
          trace: { spans, nowMs, processStartMs: performance.timeOrigin },
          send: (result) =>
            sender.send('task-results', {
              messageId: `beat-${task.taskId}:${task.attempt}:${Date.now()}`,
              body: result,
            }),
          isCancelled: (jobId) => jobs.exists(`${jobId}/cancel.json`),
          concurrency: settings.POLYDUB_CONCURRENCY,
          shutdown: shutdown.signal,
          now: Date.now,
        });
      },
    });
  } finally {
    await Promise.all([engines.dispose(), loading.then(({ spans }) => spans.flush())]);
    await client.close();
  }
}

/** Where units find and leave things. */
function createUnitDeps(service: BlobServiceClient, settings: WorkerSettings) {
  return {
    memos: createBlobMemoStore(service.getContainerClient(containerNames.memos)),
    files: {
      container: service.getContainerClient(containerNames.artifacts),
      cacheDirectory: settings.POLYDUB_CACHE_DIRECTORY ?? join(settings.POLYDUB_WORK_DIRECTORY, 'artifacts'),
    },
    sources: createSourceFiles(service),
    workerVersion: settings.POLYDUB_WORKER_VERSION,
    workDirectory: settings.POLYDUB_WORK_DIRECTORY,
    loadStage,
  };
}

await main();
