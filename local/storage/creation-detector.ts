import { randomUUID } from 'node:crypto';
import type { LokiDocument } from './azurite/azurite-internals.js';
import { type BlobDocument, blobDocumentSchema } from './blob-document-schema.js';
import type { StoredEvent } from './storage-record-schema.js';

/** What is reported, and the time an event carries. */
export interface CreationDetectorParams {
  readonly containers: ReadonlySet<string>;
  readonly now: () => number;
}

/**
 * Tells which changes of Azurite's blob documents are what Event Grid calls BlobCreated: new content, whether put,
 * committed from blocks or copied; not new metadata, tags, tiers or leases.
 */
export class CreationDetector {
  readonly #params: CreationDetectorParams;
  /** By document id; only of the containers that are reported. */
  readonly #contents = new Map<number, string>();

  constructor(params: CreationDetectorParams) {
    this.#params = params;
  }

  /** Takes note of a blob that is there already. */
  remember(document: LokiDocument): void {
    this.#parse(document);
  }

  forget(id: number): void {
    this.#contents.delete(id);
  }

  /** The event about an inserted or updated document, if it has new content. */
  detect(document: LokiDocument): StoredEvent | undefined {
    const previous = this.#contents.get(document.$loki ?? 0);
    const blob = this.#parse(document);
    if (!blob || this.#contents.get(blob.$loki) === previous) return undefined;
    return {
      id: randomUUID(),
      createdAtMs: this.#params.now(),
      api: apiOf(blob),
      container: blob.containerName,
      blob: blob.name,
      etag: blob.properties.etag,
      contentLength: blob.properties.contentLength,
      contentType: blob.properties.contentType,
      blobType: blob.properties.blobType,
    };
  }

  #parse(document: LokiDocument): BlobDocument | undefined {
    if (!this.#params.containers.has(String(document['containerName']))) return undefined;
    const blob = blobDocumentSchema.parse(document);
    if (!blob.isCommitted || blob.snapshot !== '') return undefined;
    this.#contents.set(blob.$loki, contentKey(blob));
    return blob;
  }
}

function contentKey({ persistency, committedBlocksInOrder = [], properties }: BlobDocument): string {
  const blocks = committedBlocksInOrder.map((block) => block.persistency);
  return JSON.stringify([persistency ?? null, blocks, properties.copyId ?? null]);
}

function apiOf({ properties, committedBlocksInOrder = [] }: BlobDocument): StoredEvent['api'] {
  if (properties.copyId !== undefined) return 'CopyBlob';
  return committedBlocksInOrder.length > 0 ? 'PutBlockList' : 'PutBlob';
}
