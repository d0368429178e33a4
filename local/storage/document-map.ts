import type { LokiCollection } from './azurite/azurite-internals.js';
import { documentCodec } from './document-codec.js';

/** The documents of every collection as the journal tells them, until they are handed to Azurite. */
export class DocumentMap {
  readonly #collections = new Map<string, Map<number, Readonly<Record<string, unknown>>>>();

  set(collection: string, id: number, document: Readonly<Record<string, unknown>>): void {
    const documents = this.#collections.get(collection) ?? new Map();
    this.#collections.set(collection, documents.set(id, document));
  }

  delete(collection: string, id: number): void {
    this.#collections.get(collection)?.delete(id);
  }

  /**
   * Puts the documents into Azurite's empty collection under the ids they had, by which later records name them. The
   * indices are built once, at the end.
   */
  moveInto(collection: LokiCollection): void {
    const documents = [...(this.#collections.get(collection.name) ?? [])].sort(([a], [b]) => a - b);
    this.#collections.delete(collection.name);
    collection.adaptiveBinaryIndices = false;
    for (const [id, document] of documents) {
      // Loki numbers a document with the id after the highest it gave.
      collection.maxId = id - 1;
      collection.insertOne(documentCodec.decode(document) as Record<string, unknown>);
    }
    collection.ensureAllIndexes(true);
    collection.adaptiveBinaryIndices = true;
  }
}
