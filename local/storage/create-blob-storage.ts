import { closeSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Clock } from '../service-bus/clock.js';
import { createSystemClock } from '../service-bus/create-system-clock.js';
import type { AzuriteBlobServer } from './azurite/azurite-internals.js';
import { createBlobServer } from './azurite/create-blob-server.js';
import { holdAnswers } from './azurite/hold-answers.js';
import { keepMetadataSmall } from './azurite/keep-metadata-small.js';
import { freeBytesOf, refuseWhenFull } from './azurite/refuse-when-full.js';
import type { BlobCreatedEvent } from './blob-created-event.js';
import { DurableMetadata } from './durable-metadata.js';
import type { PoisonedEvent } from './event-outbox.js';

/** The account every Azure storage emulator has; its key is public. */
const ACCOUNT_NAME = 'devstoreaccount1';
const ACCOUNT_KEY = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';

const EXTENT_DIRECTORY = 'extents';

/** What is stored where, and who is told of new blobs. */
export interface CreateBlobStorageParams {
  /** Holds the blobs and the journal; belongs to one storage at a time. */
  readonly directory: string;
  /** TCP port on the loopback interface; absent or 0: the system chooses. */
  readonly port?: number;
  /** Containers whose new blobs are reported. */
  readonly eventContainers?: readonly string[];
  /**
   * Handles the event of a new blob; called at least once for each, up to eight at a time, and again with growing
   * delays while it rejects: five times in all.
   */
  readonly onBlobCreated?: (event: BlobCreatedEvent, attempt: number) => Promise<void>;
  readonly clock?: Clock;
  /** Room left on the disk, in bytes; asked of the file system unless told. */
  readonly freeBytes?: () => number;
}

/** How clients reach a started storage. */
export interface BlobStorageAddress {
  readonly port: number;
  readonly connectionString: string;
  /** `http://127.0.0.1:<port>/devstoreaccount1` */
  readonly blobEndpoint: string;
  readonly accountName: string;
  readonly accountKey: string;
}

/** Azure Blob Storage on this machine. */
export interface BlobStorage {
  /** Recovers what was stored, starts to listen, and delivers the events an earlier life left. */
  start(): Promise<BlobStorageAddress>;
  /** Events whose handler failed every time. */
  readonly poisonedEvents: readonly PoisonedEvent[];
  /** Stops listening and closes every file. Idempotent. */
  dispose(): Promise<void>;
}

/**
 * Creates a blob storage the Azure client talks to as to Azure. An upload is answered once its content, its metadata
 * and the event about it are on disk, so what was answered survives kill -9.
 *
 * @example
 * const storage = createBlobStorage({ directory: '/data/storage', eventContainers: ['inbox'], onBlobCreated });
 * const { connectionString } = await storage.start();
 */
export function createBlobStorage(params: CreateBlobStorageParams): BlobStorage {
  const extentDirectory = join(params.directory, EXTENT_DIRECTORY);
  const metadata = new DurableMetadata({
    directory: params.directory,
    extentDirectory,
    clock: params.clock ?? createSystemClock(),
    eventContainers: new Set(params.eventContainers ?? []),
    onBlobCreated: params.onBlobCreated ?? (async () => {}),
  });
  let server: AzuriteBlobServer | undefined;
  return {
    get poisonedEvents() {
      return metadata.poisonedEvents;
    },
    async start() {
      await mkdir(extentDirectory, { recursive: true });
      await metadata.open();
      const created = createBlobServer({ extentDirectory, port: params.port ?? 0 });
      restoreBeforeSweeping(created, metadata);
      holdAnswers(created.httpServer, () => metadata.settled());
      keepMetadataSmall(created.httpServer);
      await created.start();
      refuseWhenFull(created.httpServer, params.freeBytes ?? (() => freeBytesOf(extentDirectory)));
      server = created;
      const address = addressOf(created);
      metadata.startDelivering(address.blobEndpoint);
      return address;
    },
    async dispose() {
      const running = server;
      server = undefined;
      if (running) await stop(running);
      await metadata.dispose();
    },
  };
}

/** The sweep of unused content starts last; begun before the metadata is complete it would remove what is in use. */
function restoreBeforeSweeping(server: AzuriteBlobServer, metadata: DurableMetadata): void {
  const startSweeping = server.gcManager.start.bind(server.gcManager);
  server.gcManager.start = async () => {
    await metadata.restoreInto(server);
    await startSweeping();
  };
}

function addressOf(server: AzuriteBlobServer): BlobStorageAddress {
  const { port } = server.httpServer.address() as AddressInfo;
  const blobEndpoint = `http://127.0.0.1:${port}/${ACCOUNT_NAME}`;
  const connectionString = [
    'DefaultEndpointsProtocol=http',
    `AccountName=${ACCOUNT_NAME}`,
    `AccountKey=${ACCOUNT_KEY}`,
    `BlobEndpoint=${blobEndpoint}`,
  ].join(';');
  return { port, blobEndpoint, connectionString, accountName: ACCOUNT_NAME, accountKey: ACCOUNT_KEY };
}

/** Azurite leaves connections and the files it writes to open. */
async function stop(server: AzuriteBlobServer): Promise<void> {
  const closed = new Promise<void>((resolve) => server.httpServer.once('close', resolve));
  await server.close();
  server.httpServer.closeAllConnections();
  await closed;
  for (const { fd } of server.extentStore.activeWriteExtents) if (fd !== undefined) closeSync(fd);
}
