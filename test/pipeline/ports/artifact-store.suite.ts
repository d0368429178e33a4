import { describe, expect, it } from 'vitest';
import type { ArtifactStore } from '../../../pipeline/ports/artifact-store.js';

/** What every artifact store must do. */
export function testArtifactStore(name: string, create: () => Promise<ArtifactStore>): void {
  describe(`artifact store: ${name}`, () => {
    const bytes = new TextEncoder().encode('the bytes themselves');

    it('names bytes by their content and gives them back', async () => {
      const store = await create();

      const ref = await store.put(bytes, 'text/plain');

      expect(ref.sha256).toMatch(/^[0-9a-f]{64}$/);
      expect(ref).toMatchObject({ sizeBytes: bytes.byteLength, mediaType: 'text/plain' });
      expect(new TextDecoder().decode(await store.get(ref))).toBe('the bytes themselves');
    });

    it('takes the same bytes twice as one artifact', async () => {
      const store = await create();

      const refs = [await store.put(bytes, 'text/plain'), await store.put(bytes, 'text/plain')];

      expect(refs[0]).toEqual(refs[1]);
    });

    it('finds what is there and only that', async () => {
      const store = await create();
      const ref = await store.put(bytes, 'text/plain');

      expect(await store.find(ref.sha256)).toEqual(ref);
      expect(await store.find('f'.repeat(64))).toBeUndefined();
    });

    it('says not-found for an artifact that is gone', async () => {
      const store = await create();
      const gone = { sha256: '0'.repeat(64), sizeBytes: 1, mediaType: 'text/plain' };

      await expect(store.get(gone)).rejects.toMatchObject({ code: 'not-found' });
    });
  });
}
