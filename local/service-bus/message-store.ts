import { join } from 'node:path';
import { type Journal, openJournal } from '../journal/open-journal.js';
import { encodeQueueChange } from './encode-queue-change.js';
import { type QueueChange, queueChangeSchema } from './queue-change-schema.js';
import { QueueState } from './queue-state.js';

const JOURNAL_FILE = 'service-bus.jsonl';

/** The durable state of every queue, in one journal, so that a change of two queues is atomic. */
export class MessageStore {
  readonly #states = new Map<string, QueueState>();
  #journal: Journal | undefined;
  #compacting: Promise<void> | undefined;

  private constructor() {}

  /**
   * Reads the journal back.
   *
   * @throws JournalCorruptError when the journal is damaged before its tail.
   */
  static async open(directory: string): Promise<MessageStore> {
    const store = new MessageStore();
    const onRecord = (record: unknown): void => store.#apply(queueChangeSchema.parse(record));
    store.#journal = await openJournal({ file: join(directory, JOURNAL_FILE), onRecord });
    store.#compactWhenGrown();
    return store;
  }

  /** The state of a queue, empty when nothing was ever sent to it. */
  state(queue: string): QueueState {
    const known = this.#states.get(queue);
    if (known) return known;
    const state = new QueueState(queue);
    this.#states.set(queue, state);
    return state;
  }

  /** Applies a change at once; resolves when it is durable. */
  commit(change: QueueChange): Promise<void> {
    if (!this.#journal) throw new Error('The message store is not open.');
    this.#apply(change);
    const durable = this.#journal.append(encodeQueueChange(change));
    this.#compactWhenGrown();
    return durable;
  }

  async dispose(): Promise<void> {
    await this.#compacting;
    await this.#journal?.close();
  }

  #apply(change: QueueChange): void {
    this.state(change.queue).apply(change);
    if (change.kind === 'dead-lettered') this.state(change.deadLetterQueue).apply(change);
  }

  #compactWhenGrown(): void {
    const journal = this.#journal;
    if (!journal?.isOvergrown) return;
    const records = [...this.#states.values()].flatMap((state) => state.snapshot()).map(encodeQueueChange);
    // A compaction that fails leaves the journal as it was, larger than need be; a later commit tries again.
    this.#compacting = journal.rewrite(records).catch(() => {});
  }
}
