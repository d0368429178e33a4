import type { AzuriteBlobServer, LokiDatabase } from './azurite-internals.js';
import { loadAzurite } from './load-azurite.js';

const LOOPBACK = '127.0.0.1';

/** How long an idle connection is kept; clients reuse them between the units of a job. */
const KEEP_ALIVE_SECONDS = 60;

/** Uploads written to disk at the same time. */
const MAX_CONCURRENT_WRITES = 10;

/** Where a blob server keeps its content and listens. */
export interface CreateBlobServerParams {
  /** Holds the files with the blobs' content. */
  readonly extentDirectory: string;
  /** 0: the system chooses. */
  readonly port: number;
}

/**
 * Creates Azurite's blob server without what it would do on its own: it sends no telemetry, writes no log files, reads
 * no accounts from the environment, and never saves its metadata, which lives in memory and in this project's journal.
 */
export function createBlobServer({ extentDirectory, port }: CreateBlobServerParams): AzuriteBlobServer {
  const { BlobServer, BlobConfiguration, telemetry } = loadAzurite();
  telemetry.init(extentDirectory, false, undefined);
  const neverWritten = `${extentDirectory}/metadata-is-in-the-journal`;
  const locations = [{ locationId: 'Default', locationPath: extentDirectory, maxConcurrency: MAX_CONCURRENT_WRITES }];
  const accessLog = [false, undefined] as const;
  const debugLog = [false, undefined] as const;
  const isLoose = false;
  const skipsApiVersionCheck = true;
  const server = new BlobServer(
    new BlobConfiguration(
      LOOPBACK,
      port,
      KEEP_ALIVE_SECONDS,
      `${neverWritten}-blobs`,
      `${neverWritten}-extents`,
      locations,
      ...accessLog,
      ...debugLog,
      isLoose,
      skipsApiVersionCheck,
    ),
  );
  neverSave(server.metadataStore.db);
  neverSave(server.extentMetadataStore.db);
  // AZURITE_ACCOUNTS in the environment would make the well-known account of the connection string unknown.
  server.accountDataStore.refresh = () => {};
  return server;
}

function neverSave(database: LokiDatabase): void {
  database.autosaveDisable();
  database.saveDatabase = (callback) => callback?.();
}
