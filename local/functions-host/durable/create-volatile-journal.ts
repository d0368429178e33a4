import type { DurableRecord } from './durable-record.js';

/** Where the engine keeps its records; `openJournal` makes one on disk. */
export interface DurableJournal {
  /** Records found at open, oldest first; written by this engine. */
  readonly records: readonly unknown[];
  readonly sizeBytes: number;
  /** Resolves when the record survives a crash. Records become durable in the order of the calls. */
  append(record: DurableRecord): Promise<void>;
  /** Replaces everything appended so far. */
  rewrite(records: readonly DurableRecord[]): Promise<void>;
  close(): Promise<void>;
}

/** A journal that keeps nothing: the engine forgets everything when the process ends. */
export function createVolatileJournal(): DurableJournal {
  return {
    records: [],
    sizeBytes: 0,
    append: () => Promise.resolve(),
    rewrite: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
}
