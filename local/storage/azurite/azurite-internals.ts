import type { IncomingMessage, Server, ServerResponse } from 'node:http';

/** A document of a Loki collection, with the two fields Loki adds. */
export interface LokiDocument {
  readonly [field: string]: unknown;
  readonly $loki?: number;
  readonly meta?: unknown;
}

/** What the durable storage needs of a LokiJS 1.5 collection. */
export interface LokiCollection {
  readonly name: string;
  readonly data: readonly LokiDocument[];
  maxId: number;
  adaptiveBinaryIndices: boolean;
  on(event: 'insert' | 'update' | 'delete', listener: (document: LokiDocument | readonly LokiDocument[]) => void): void;
  insertOne(document: LokiDocument): unknown;
  ensureAllIndexes(force: boolean): void;
}

/** What the durable storage needs of a LokiJS 1.5 database. */
export interface LokiDatabase {
  readonly collections: readonly LokiCollection[];
  autosaveDisable(): void;
  saveDatabase(callback?: (error?: unknown) => void): void;
}

/** What the durable storage needs of Azurite 3.35's blob server; none of it is a documented interface. */
export interface AzuriteBlobServer {
  readonly httpServer: Server & { stop(): void };
  readonly metadataStore: { readonly db: LokiDatabase };
  readonly extentMetadataStore: { readonly db: LokiDatabase };
  readonly extentStore: { readonly activeWriteExtents: readonly { readonly fd?: number }[] };
  readonly accountDataStore: { refresh(): void };
  readonly gcManager: { start(): Promise<void> };
  start(): Promise<void>;
  close(): Promise<void>;
}

/** The listener Azurite's HTTP server calls. */
export type AzuriteRequestListener = (request: IncomingMessage, response: ServerResponse) => void;
