import { describe, expect, it } from 'vitest';
import type { DocumentStore } from '../../../pipeline/ports/document-store.js';

/** What every document store must do. */
export function testDocumentStore(name: string, create: () => Promise<DocumentStore>): void {
  describe(`document store: ${name}`, () => {
    it('reads what was written, and nothing where nothing was', async () => {
      const store = await create();
      await store.write('job_1/job.json', { id: 'job_1' });

      expect(await store.read('job_1/job.json')).toEqual({ id: 'job_1' });
      expect(await store.read('job_2/job.json')).toBeUndefined();
      expect(await store.exists('job_1/job.json')).toBe(true);
      expect(await store.exists('job_2/job.json')).toBe(false);
    });

    it('creates once', async () => {
      const store = await create();

      expect(await store.create('a', 1)).toBe(true);
      expect(await store.create('a', 2)).toBe(false);
      expect(await store.read('a')).toBe(1);
    });

    it('loses no update when many writers meet', async () => {
      const store = await create();
      const add = () => store.update('count', (current) => (typeof current === 'number' ? current : 0) + 1);

      await Promise.all(Array.from({ length: 8 }, add));

      expect(await store.read('count')).toBe(8);
    });

    it('lists folders, each once', async () => {
      const store = await create();
      for (const path of ['job_b/job.json', 'job_a/job.json', 'job_a/progress.json']) await store.write(path, {});

      expect(await store.listFolders('')).toEqual(['job_a', 'job_b']);
    });
  });
}
