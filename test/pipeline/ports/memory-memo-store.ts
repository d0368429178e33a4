import type { Memo } from '../../../pipeline/contracts/memo.js';
import type { MemoStore } from '../../../pipeline/ports/memo-store.js';

/** Memos in memory. */
export function createMemoryMemoStore(): MemoStore {
  const stored = new Map<string, Memo>();
  return {
    find: async (stage, unitKey) => stored.get(`${stage}/${unitKey}`),
    put: async (memo) => {
      const key = `${memo.stage}/${memo.unitKey}`;
      const first = stored.get(key) ?? structuredClone(memo);
      stored.set(key, first);
      return first;
    },
  };
}
