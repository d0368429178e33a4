import { z } from 'zod';
import type { DurableJournal } from './create-volatile-journal.js';
import type { DurableRecord } from './durable-record.js';
import type { DurableState } from './durable-state.js';

const headerSchema = z.object({ kind: z.literal('durable-journal'), schemaVersion: z.literal(1) });

/** Bytes below which compaction is not worth its write. */
const DEFAULT_COMPACT_ABOVE_BYTES = 64 * 1024 * 1024;

export interface RecordLogParams {
  readonly journal: DurableJournal;
  readonly state: DurableState;
  /** Called once, when a record could not be written: memory is then ahead of the disk and nothing may go on. */
  readonly onFailure: (cause: unknown) => void;
  /** The journal is compacted when it is larger than this and twice as large as after the last compaction. */
  readonly compactAboveBytes?: number;
}

/** Applies records to the state and makes them durable, in one order. */
export class RecordLog {
  readonly #params: RecordLogParams;
  readonly #compactAboveBytes: number;
  #compactedBytes = 0;
  #isCompacting = false;
  #failure: Error | undefined;
  #latest: Promise<void> = Promise.resolve();

  constructor(params: RecordLogParams) {
    this.#params = params;
    this.#compactAboveBytes = params.compactAboveBytes ?? DEFAULT_COMPACT_ABOVE_BYTES;
  }

  /**
   * Applies the records of an earlier process.
   *
   * @throws Error when the journal was written by another version.
   */
  recover(): void {
    const [header, ...records] = this.#params.journal.records;
    if (header === undefined) {
      void this.commit({ kind: 'durable-journal', schemaVersion: 1 }).catch(() => undefined); // commit has reported it
      return;
    }
    const parsed = headerSchema.safeParse(header);
    if (!parsed.success) throw new Error('The durable journal was written by another version of this host.');
    // Each line carries a checksum and was written by this class in the version the header names.
    for (const record of records) this.#params.state.apply(record as DurableRecord);
  }

  /**
   * Applies the record at once; resolves when it is durable.
   *
   * @throws Error when the journal can no longer be written; the record may then be lost.
   */
  async commit(record: DurableRecord): Promise<void> {
    if (this.#failure) throw this.#failure;
    const { journal, state } = this.#params;
    state.apply(record);
    this.#latest = journal.append(record);
    try {
      await this.#latest;
    } catch (cause) {
      this.#fail(cause);
      throw cause;
    }
    this.#compactWhenWorthwhile();
  }

  /** Resolves when everything that can be seen in the state now is durable. */
  settled(): Promise<void> {
    return this.#latest;
  }

  #compactWhenWorthwhile(): void {
    const { journal, state } = this.#params;
    const threshold = Math.max(this.#compactAboveBytes, 2 * this.#compactedBytes);
    if (this.#isCompacting || journal.sizeBytes <= threshold) return;
    this.#isCompacting = true;
    // Failure is reported by #fail; success is measured for the next threshold.
    void journal
      .rewrite(state.snapshot())
      .then(
        () => {
          this.#compactedBytes = journal.sizeBytes;
        },
        (cause: unknown) => this.#fail(cause),
      )
      .finally(() => {
        this.#isCompacting = false;
      });
  }

  #fail(cause: unknown): void {
    if (this.#failure) return;
    this.#failure = new Error('The durable journal can no longer be written; restart the host.', { cause });
    this.#params.onFailure(cause);
  }
}
