import { constants } from 'node:fs';
import { type FileHandle, open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { encodeJournalLine } from './encode-journal-line.js';
import { syncDirectory } from './sync-directory.js';

/** Bytes handed to one write while a compacted copy is made; bounds the memory of the copy. */
const COPY_CHUNK_CHARACTERS = 1024 * 1024;

/** Below this a rewrite is never worth it: reading the journal back takes a fraction of a second. */
const MIN_REWRITE_BYTES = 4 * 1024 * 1024;

/** A rewrite pays off once the file is this many times as large as the last one left it. */
const REWRITE_GROWTH = 4;

/** An empty file to append to, whatever an interrupted compaction left at the path. */
const NEW_FILE_FLAGS = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | constants.O_APPEND;

interface PendingAppend {
  readonly ordinal: number;
  readonly line: string;
  readonly resolve: () => void;
  readonly reject: (cause: unknown) => void;
}

interface PendingRewrite {
  /** Appends up to this ordinal are contained in `lines`; later ones must be carried over to the copy. */
  readonly lastIncludedOrdinal: number;
  readonly lines: readonly string[];
  readonly carriedOver: string[];
  readonly resolve: () => void;
  readonly reject: (cause: unknown) => void;
  copy?: { readonly handle: FileHandle; readonly sizeBytes: number };
}

/** Where a writer continues. */
export interface JournalWriterParams {
  readonly file: string;
  /** Open for appending at the end of the valid lines. */
  readonly handle: FileHandle;
  readonly sizeBytes: number;
}

/** Owns the open file of a journal: one loop that writes and syncs batches, and swaps in a compacted copy. */
export class JournalWriter {
  readonly #file: string;
  #handle: FileHandle;
  #sizeBytes: number;
  #rewrittenBytes = 0;
  #lastOrdinal = 0;
  #queue: PendingAppend[] = [];
  readonly #rewrites: PendingRewrite[] = [];
  #loop: Promise<void> | undefined;
  #copying: Promise<void> | undefined;
  #failure: Error | undefined;
  #closing: Promise<void> | undefined;

  constructor(params: JournalWriterParams) {
    this.#file = params.file;
    this.#handle = params.handle;
    this.#sizeBytes = params.sizeBytes;
  }

  /** Path of the copy a compaction writes before it takes the journal's place. */
  static temporaryFile(file: string): string {
    return `${file}.compacting`;
  }

  get sizeBytes(): number {
    return this.#sizeBytes;
  }

  get isOvergrown(): boolean {
    if (this.#rewrites.length > 0) return false;
    return this.#sizeBytes >= Math.max(MIN_REWRITE_BYTES, REWRITE_GROWTH * this.#rewrittenBytes);
  }

  append(record: unknown): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#assertWritable();
      const line = encodeJournalLine(record);
      this.#lastOrdinal += 1;
      this.#queue.push({ ordinal: this.#lastOrdinal, line, resolve, reject });
      this.#wake();
    });
  }

  rewrite(records: readonly unknown[]): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#assertWritable();
      const lines = records.map(encodeJournalLine);
      this.#rewrites.push({ lastIncludedOrdinal: this.#lastOrdinal, lines, carriedOver: [], resolve, reject });
      this.#startCopy();
    });
  }

  close(): Promise<void> {
    this.#closing ??= this.#drainAndClose();
    return this.#closing;
  }

  #assertWritable(): void {
    if (this.#failure) throw this.#failure;
    if (this.#closing) throw new Error(`Journal ${this.#file} is closed.`);
  }

  async #drainAndClose(): Promise<void> {
    while (this.#loop || this.#copying) await Promise.allSettled([this.#loop, this.#copying]);
    await this.#handle.close();
  }

  #wake(): void {
    this.#loop ??= this.#run();
  }

  async #run(): Promise<void> {
    for (;;) {
      // Everything appended in this turn of the event loop joins the batch.
      await new Promise((resolve) => setImmediate(resolve));
      const rewrite = this.#rewrites[0]?.copy ? this.#rewrites[0] : undefined;
      if (this.#queue.length === 0 && !rewrite) {
        this.#loop = undefined;
        return;
      }
      const batch = this.#queue;
      this.#queue = [];
      try {
        if (rewrite) await this.#swapIn(rewrite, batch);
        else await this.#writeBatch(batch);
        for (const append of batch) append.resolve();
      } catch (cause) {
        for (const append of batch) append.reject(cause);
      }
      if (rewrite) {
        this.#rewrites.shift();
        this.#startCopy();
      }
    }
  }

  async #writeBatch(batch: readonly PendingAppend[]): Promise<void> {
    if (this.#failure) throw this.#failure;
    const bytes = Buffer.from(batch.map((append) => append.line).join(''));
    try {
      await this.#handle.appendFile(bytes);
    } catch (cause) {
      await this.#undoPartialWrite(cause);
      throw cause;
    }
    try {
      await this.#handle.datasync();
    } catch (cause) {
      // A failed sync may have dropped the dirty pages: a second one would report success for lost bytes.
      throw this.#fail(cause);
    }
    this.#sizeBytes += bytes.length;
    for (const rewrite of this.#rewrites) carryOver(rewrite, batch);
  }

  async #undoPartialWrite(cause: unknown): Promise<void> {
    try {
      await this.#handle.truncate(this.#sizeBytes);
    } catch {
      throw this.#fail(cause);
    }
  }

  #fail(cause: unknown): Error {
    this.#failure = new Error(`Journal ${this.#file} can no longer be written.`, { cause });
    return this.#failure;
  }

  #startCopy(): void {
    const rewrite = this.#rewrites[0];
    if (!rewrite || rewrite.copy || this.#copying) return;
    this.#copying = this.#makeCopy(rewrite).finally(() => {
      this.#copying = undefined;
      this.#startCopy();
    });
  }

  async #makeCopy(rewrite: PendingRewrite): Promise<void> {
    let handle: FileHandle | undefined;
    try {
      handle = await open(JournalWriter.temporaryFile(this.#file), NEW_FILE_FLAGS);
      const sizeBytes = await writeLines(handle, rewrite.lines);
      // Synced here, outside the write loop, so that the final sync only has the carried-over lines to wait for.
      await handle.datasync();
      rewrite.copy = { handle, sizeBytes };
      this.#wake();
    } catch (cause) {
      await handle?.close();
      this.#rewrites.shift();
      // A full disk would fail the next attempt as well: wait until the file has grown again.
      this.#rewrittenBytes = this.#sizeBytes;
      rewrite.reject(cause);
    }
  }

  /** Ends a compaction: the copy gets what was appended since it was begun, and takes the journal's place. */
  async #swapIn(rewrite: PendingRewrite, batch: readonly PendingAppend[]): Promise<void> {
    try {
      if (this.#failure) throw this.#failure;
      if (!rewrite.copy) throw new Error('A compaction was ended before its copy was written.');
      for (const each of this.#rewrites) carryOver(each, batch);
      const { handle, sizeBytes } = rewrite.copy;
      const addedBytes = await writeLines(handle, rewrite.carriedOver);
      await handle.sync();
      await rename(JournalWriter.temporaryFile(this.#file), this.#file);
      await syncDirectory(dirname(this.#file));
      await this.#handle.close();
      this.#handle = handle;
      this.#sizeBytes = sizeBytes + addedBytes;
      this.#rewrittenBytes = this.#sizeBytes;
      rewrite.resolve();
    } catch (cause) {
      // Which of the two files a crash would find is unknown from here on.
      const failure = this.#fail(cause);
      rewrite.reject(failure);
      throw failure;
    }
  }
}

function carryOver(rewrite: PendingRewrite, batch: readonly PendingAppend[]): void {
  for (const append of batch) if (append.ordinal > rewrite.lastIncludedOrdinal) rewrite.carriedOver.push(append.line);
}

/** Writes the lines in bounded chunks; resolves to the bytes written. */
async function writeLines(handle: FileHandle, lines: readonly string[]): Promise<number> {
  let sizeBytes = 0;
  let chunk = '';
  for (const line of [...lines, '']) {
    chunk += line;
    if (chunk.length < COPY_CHUNK_CHARACTERS && line !== '') continue;
    const bytes = Buffer.from(chunk);
    await handle.appendFile(bytes);
    sizeBytes += bytes.length;
    chunk = '';
  }
  return sizeBytes;
}
