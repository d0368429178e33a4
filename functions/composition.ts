import { randomUUID } from 'node:crypto';
import type { BlobServiceClient } from '@azure/storage-blob';
import { applyPrices } from '../pipeline/cost/apply-prices.js';
import { listPrices } from '../pipeline/cost/list-prices.js';
import { containerNames } from '../pipeline/stages/container-names.js';
import { readConnectionSettings } from '../platform/config/connection-settings.js';
import { createCredential } from '../platform/config/create-credential.js';
import { createEventGridPublisher } from '../platform/events/create-event-grid-publisher.js';
import { createServiceBusClient } from '../platform/messaging/create-service-bus-client.js';
import { createServiceBusSender } from '../platform/messaging/service-bus-sender.js';
import { createBlobArtifactStore } from '../platform/storage/blob-artifact-store.js';
import { createBlobDocumentStore } from '../platform/storage/blob-document-store.js';
import { createBlobMemoStore } from '../platform/storage/blob-memo-store.js';
import { createBlobOutputPublisher } from '../platform/storage/blob-output-publisher.js';
import { createBlobSourceBlobs } from '../platform/storage/blob-source-blobs.js';
import { createBlobService } from '../platform/storage/create-blob-service.js';
import { readAppSettings } from './app-settings.js';
import { composeTelemetry } from './compose-telemetry.js';

/** Everything the functions of this app need, made once per process. */
export type Composition = Awaited<ReturnType<typeof compose>>;

let composed: Promise<Composition> | undefined;

/** The app's adapters. The first call makes them; a failure is not remembered. */
export function composition(): Promise<Composition> {
  composed ??= compose().catch((error: unknown) => {
    composed = undefined;
    throw error;
  });
  return composed;
}

async function compose() {
  const settings = readAppSettings(process.env);
  const connections = readConnectionSettings(process.env);
  const service: BlobServiceClient = await createBlobService(connections.storage);
  const serviceBus = await createServiceBusClient(connections.serviceBus);
  const now = () => new Date();
  const jobs = service.getContainerClient(containerNames.jobs);
  const documents = createBlobDocumentStore(jobs);
  return {
    settings,
    service,
    artifacts: createBlobArtifactStore(service.getContainerClient(containerNames.artifacts)),
    memos: createBlobMemoStore(service.getContainerClient(containerNames.memos)),
    documents,
    ...(await composeTelemetry({ env: process.env, jobs, documents, version: settings.POLYDUB_WORKER_VERSION })),
    outputs: createBlobOutputPublisher(service, now),
    sources: createBlobSourceBlobs(service),
    sender: createServiceBusSender(serviceBus),
    workerVersion: settings.POLYDUB_WORKER_VERSION,
    defaultSourceLanguage: settings.POLYDUB_SOURCE_LANGUAGE,
    defaultTargets: settings.POLYDUB_TARGETS,
    basis: {
      prices: applyPrices(listPrices, settings.POLYDUB_PRICES),
      computeFactor: settings.POLYDUB_COMPUTE_FACTOR,
      workerStartS: settings.POLYDUB_WORKER_START_SECONDS,
      taskStartS: settings.POLYDUB_TASK_START_SECONDS,
    },
    ...(settings.POLYDUB_JOB_EVENTS_ENDPOINT !== '' && {
      jobEvents: createEventGridPublisher({
        endpoint: settings.POLYDUB_JOB_EVENTS_ENDPOINT,
        credential: () => createCredential(process.env['AZURE_CLIENT_ID']),
      }),
    }),
    now,
    newId: randomUUID,
  };
}
