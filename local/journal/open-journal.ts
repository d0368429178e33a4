import { mkdir, open, rm, truncate } from 'node:fs/promises';
import { dirname } from 'node:path';
import { claimJournal } from './claim-journal.js';
import { JournalWriter } from './journal-writer.js';
import { recoverJournal } from './recover-journal.js';
import { syncDirectory } from './sync-directory.js';

/** Where a journal lives and how its records come back. */
export interface OpenJournalParams {
  /** Path of the journal; its directory is created when missing. */
  readonly file: string;
  /**
   * Receives each recovered record in order instead of `records`, so a large journal is never held twice in memory.
   */
  readonly onRecord?: (record: unknown) => void;
}

/** An append-only file of JSON records. What `append` resolved survives a crash of the process and of the machine. */
export interface Journal {
  /** The records found at open, oldest first; empty when `onRecord` was given. */
  readonly records: readonly unknown[];
  /** Bytes cut off at open because a crash had interrupted their write; they were never acknowledged. */
  readonly tornBytes: number;
  /** Bytes on disk now. */
  readonly sizeBytes: number;
  /** Whether the file has grown so much since it was opened or last rewritten that a rewrite pays off. */
  readonly isOvergrown: boolean;
  /**
   * Adds a record; resolves after fdatasync. Appends made while a write is in flight share the next write and sync.
   * The record is serialised before the call returns. Rejects after a disk failure and after `close`.
   */
  append(record: unknown): Promise<void>;
  /**
   * Replaces everything appended before this call by `records`, atomically; what is appended after the call is kept.
   * The records are serialised before the call returns; appends go on being acknowledged while the copy is written.
   */
  rewrite(records: readonly unknown[]): Promise<void>;
  /** Waits for what was appended, then closes the file. Idempotent. */
  close(): Promise<void>;
}

/**
 * Opens a journal, cutting off the torn tail a crash may have left.
 *
 * @throws JournalCorruptError when a line before the tail is damaged.
 * @throws JournalInUseError when another process has it open.
 * @example
 * const journal = await openJournal({ file: '/data/queue.jsonl' });
 * for (const record of journal.records) apply(record);
 * await journal.append({ kind: 'added', id: 1 });
 */
export async function openJournal({ file, onRecord }: OpenJournalParams): Promise<Journal> {
  await mkdir(dirname(file), { recursive: true });
  const giveUpClaim = await claimJournal(file);
  await rm(JournalWriter.temporaryFile(file), { force: true });
  const records: unknown[] = [];
  const { validBytes, tornBytes } = await recoverJournal(file, onRecord ?? ((record) => records.push(record)));
  if (tornBytes > 0) await truncate(file, validBytes);
  const handle = await open(file, 'a');
  await handle.sync();
  await syncDirectory(dirname(file));
  const writer = new JournalWriter({ file, handle, sizeBytes: validBytes });
  return {
    records,
    tornBytes,
    get sizeBytes() {
      return writer.sizeBytes;
    },
    get isOvergrown() {
      return writer.isOvergrown;
    },
    append: (record) => writer.append(record),
    rewrite: (replacement) => writer.rewrite(replacement),
    async close() {
      await writer.close();
      await giveUpClaim();
    },
  };
}
