import { syncDirectory } from '../journal/sync-directory.js';
import type { Clock } from '../service-bus/clock.js';
import type { AzuriteBlobServer, LokiCollection, LokiDocument } from './azurite/azurite-internals.js';
import { removeOrphanedExtents } from './azurite/remove-orphaned-extents.js';
import type { BlobCreatedEvent } from './blob-created-event.js';
import { CreationDetector } from './creation-detector.js';
import { documentCodec } from './document-codec.js';
import { DocumentMap } from './document-map.js';
import { EventOutbox, type PoisonedEvent } from './event-outbox.js';
import { StorageJournal } from './storage-journal.js';
import type { StorageRecord } from './storage-record-schema.js';
import { toBlobCreatedEvent } from './to-blob-created-event.js';

const BLOBS = '$BLOBS_COLLECTION$';
const EXTENTS = '$EXTENTS_COLLECTION$';

/** Where the metadata is kept and who is told of new blobs. */
export interface DurableMetadataParams {
  readonly directory: string;
  readonly extentDirectory: string;
  readonly clock: Clock;
  readonly eventContainers: ReadonlySet<string>;
  readonly onBlobCreated: (event: BlobCreatedEvent, attempt: number) => Promise<void>;
}

/**
 * Makes Azurite's metadata durable. Azurite keeps it in memory and saves it every few seconds; here every change of a
 * document goes into a journal, from which the documents are rebuilt at the next start.
 */
export class DurableMetadata {
  readonly #params: DurableMetadataParams;
  readonly #recovered = new DocumentMap();
  readonly #detector: CreationDetector;
  readonly #outbox: EventOutbox;
  #journal: StorageJournal | undefined;
  #collections: readonly LokiCollection[] = [];
  #extentDirectorySynced: Promise<void> = Promise.resolve();
  #blobEndpoint = '';

  constructor(params: DurableMetadataParams) {
    this.#params = params;
    this.#detector = new CreationDetector({ containers: params.eventContainers, now: () => params.clock.now() });
    this.#outbox = new EventOutbox({
      clock: params.clock,
      deliver: (event, attempt) => params.onBlobCreated(toBlobCreatedEvent(event, this.#blobEndpoint), attempt),
      append: (record) => this.#append(record),
    });
  }

  get poisonedEvents(): readonly PoisonedEvent[] {
    return this.#outbox.poisoned;
  }

  /** Reads the journal. @throws JournalCorruptError when it is damaged before its tail. */
  async open(): Promise<void> {
    const onRecord = (record: StorageRecord): void => this.#recover(record);
    this.#journal = await StorageJournal.open({ directory: this.#params.directory, onRecord });
  }

  /** Fills the collections of a server that is about to start, and records whatever happens to them from then on. */
  async restoreInto({ metadataStore, extentMetadataStore }: AzuriteBlobServer): Promise<void> {
    this.#collections = [...metadataStore.db.collections, ...extentMetadataStore.db.collections];
    for (const collection of this.#collections) {
      this.#recovered.moveInto(collection);
      if (collection.name === BLOBS) for (const document of collection.data) this.#detector.remember(document);
      this.#follow(collection);
    }
    const extents = this.#collections.find(({ name }) => name === EXTENTS);
    await removeOrphanedExtents(this.#params.extentDirectory, extents);
    this.#journal?.compactWith(() => this.#snapshot());
  }

  /** Begins to report new blobs, as reachable at the given address. */
  startDelivering(blobEndpoint: string): void {
    this.#blobEndpoint = blobEndpoint;
    this.#outbox.start();
  }

  /** Resolves when every change made so far is on disk. */
  async settled(): Promise<void> {
    await this.#extentDirectorySynced;
    await this.#journal?.settled();
  }

  async dispose(): Promise<void> {
    this.#outbox.dispose();
    await this.#journal?.close();
  }

  #recover(record: StorageRecord): void {
    if (record.kind === 'document') this.#recovered.set(record.collection, record.id, record.document);
    if (record.kind === 'document-removed') this.#recovered.delete(record.collection, record.id);
    this.#outbox.recover(record);
  }

  #follow(collection: LokiCollection): void {
    const onEach = (apply: (document: LokiDocument) => void) => (changed: LokiDocument | readonly LokiDocument[]) => {
      for (const document of [changed].flat() as readonly LokiDocument[]) apply(document);
    };
    const onPut = onEach((document) => this.#put(collection.name, document));
    collection.on('insert', onPut);
    collection.on('update', onPut);
    collection.on(
      'delete',
      onEach((document) => this.#remove(collection.name, document)),
    );
    if (collection.name === EXTENTS) collection.on('insert', () => this.#syncExtentDirectory());
  }

  #put(collection: string, document: LokiDocument): void {
    const event = collection === BLOBS ? this.#detector.detect(document) : undefined;
    const durable = this.#append({ ...recordOf(collection, document), event });
    if (event) this.#outbox.add(event, durable);
  }

  #remove(collection: string, document: LokiDocument): void {
    const id = idOf(document);
    if (collection === BLOBS) this.#detector.forget(id);
    // Whoever waits for durability waits in `settled`.
    void this.#append({ kind: 'document-removed', collection, id });
  }

  /** A new content file must outlive the machine as surely as its content, which Azurite syncs itself. */
  #syncExtentDirectory(): void {
    this.#extentDirectorySynced = syncDirectory(this.#params.extentDirectory);
    this.#extentDirectorySynced.catch(() => {});
  }

  #append(record: StorageRecord): Promise<void> {
    if (!this.#journal) throw new Error('The metadata is not open.');
    return this.#journal.append(record);
  }

  #snapshot(): readonly StorageRecord[] {
    const documents = this.#collections.flatMap(({ name, data }) => data.map((document) => recordOf(name, document)));
    return [...documents, ...this.#outbox.snapshot()];
  }
}

function idOf(document: LokiDocument): number {
  if (document.$loki === undefined) throw new Error('A document of a collection has an id.');
  return document.$loki;
}

function recordOf(collection: string, document: LokiDocument): Extract<StorageRecord, { kind: 'document' }> {
  const { $loki, meta, ...fields } = document;
  return {
    kind: 'document',
    collection,
    id: idOf(document),
    document: documentCodec.encode(fields) as Record<string, unknown>,
  };
}
