import type { Memo } from '../contracts/memo.js';
import type { StageName } from '../contracts/stage-name.js';

/** Memos by unit key. The first write wins: a second one for the same key changes nothing. */
export interface MemoStore {
  find(stage: StageName, unitKey: string): Promise<Memo | undefined>;
  /** Returns the memo that stands: the given one, or the earlier one. */
  put(memo: Memo): Promise<Memo>;
}
