import { describe, expect, it } from 'vitest';
import type { Memo } from '../../../pipeline/contracts/memo.js';
import type { MemoStore } from '../../../pipeline/ports/memo-store.js';

/** What every memo store must do. */
export function testMemoStore(name: string, create: () => Promise<MemoStore>): void {
  describe(`memo store: ${name}`, () => {
    const memo = (computeMs: number): Memo => ({
      schemaVersion: 1,
      stage: 'probe',
      unitKey: 'a'.repeat(64),
      params: { depth: 1 },
      inputs: {},
      outputs: { media: { sha256: 'b'.repeat(64), sizeBytes: 3, mediaType: 'application/json' } },
      computeMs,
    });

    it('finds nothing before the first write', async () => {
      const store = await create();
      expect(await store.find('probe', 'a'.repeat(64))).toBeUndefined();
    });

    it('gives back what was written', async () => {
      const store = await create();
      await store.put(memo(5));
      expect(await store.find('probe', 'a'.repeat(64))).toEqual(memo(5));
    });

    it('lets the first write win and tells the second writer', async () => {
      const store = await create();
      await store.put(memo(5));

      const standing = await store.put(memo(9));

      expect(standing.computeMs).toBe(5);
      expect((await store.find('probe', 'a'.repeat(64)))?.computeMs).toBe(5);
    });
  });
}
