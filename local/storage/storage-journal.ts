import { join } from 'node:path';
import { type Journal, openJournal } from '../journal/open-journal.js';
import { type StorageRecord, storageRecordSchema } from './storage-record-schema.js';

const JOURNAL_FILE = 'storage.jsonl';

/** Where the journal is and who rebuilds what from it. */
export interface OpenStorageJournalParams {
  readonly directory: string;
  readonly onRecord: (record: StorageRecord) => void;
}

/** The journal of the storage, and the promise that everything appended so far is on disk. */
export class StorageJournal {
  readonly #journal: Journal;
  #lastAppend: Promise<void> = Promise.resolve();
  #failure: unknown;
  #snapshot: (() => readonly StorageRecord[]) | undefined;

  private constructor(journal: Journal) {
    this.#journal = journal;
  }

  /** @throws JournalCorruptError when the journal is damaged before its tail. */
  static async open({ directory, onRecord }: OpenStorageJournalParams): Promise<StorageJournal> {
    const journal = await openJournal({
      file: join(directory, JOURNAL_FILE),
      onRecord: (record) => onRecord(storageRecordSchema.parse(record)),
    });
    return new StorageJournal(journal);
  }

  /** From now on the journal is replaced by this snapshot whenever that makes it much smaller. */
  compactWith(snapshot: () => readonly StorageRecord[]): void {
    this.#snapshot = snapshot;
    this.#compactWhenGrown();
  }

  /** Resolves when the record is on disk. The promise may be left alone: `settled` rejects as well if it fails. */
  append(record: StorageRecord): Promise<void> {
    this.#lastAppend = this.#journal.append(record);
    this.#lastAppend.catch((cause) => {
      this.#failure = cause;
    });
    this.#compactWhenGrown();
    return this.#lastAppend;
  }

  /**
   * Resolves when everything appended before the call is on disk. Rejects for good once any append has failed: what is
   * in memory is then more than what a restart would find.
   */
  async settled(): Promise<void> {
    await this.#lastAppend;
    if (this.#failure !== undefined) throw this.#failure;
  }

  close(): Promise<void> {
    return this.#journal.close();
  }

  #compactWhenGrown(): void {
    if (!this.#snapshot || !this.#journal.isOvergrown) return;
    // A compaction that fails leaves the journal as it was, larger than need be; a later append tries again.
    this.#journal.rewrite(this.#snapshot()).catch(() => {});
  }
}
