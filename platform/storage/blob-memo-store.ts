import type { ContainerClient } from '@azure/storage-blob';
import { Memo } from '../../pipeline/contracts/memo.js';
import type { MemoStore } from '../../pipeline/ports/memo-store.js';
import { createBlobDocumentStore } from './blob-document-store.js';

/** Memos as `<stage>/<unitKey>.json`; create-only, so the first writer wins. */
export function createBlobMemoStore(container: ContainerClient): MemoStore {
  const documents = createBlobDocumentStore(container);
  const pathOf = (stage: string, unitKey: string) => `${stage}/${unitKey}.json`;
  const find: MemoStore['find'] = async (stage, unitKey) => {
    const found = await documents.read(pathOf(stage, unitKey));
    return found === undefined ? undefined : Memo.parse(found);
  };
  return {
    find,
    put: async (memo) => {
      if (await documents.create(pathOf(memo.stage, memo.unitKey), memo)) return memo;
      return (await find(memo.stage, memo.unitKey)) ?? memo;
    },
  };
}
