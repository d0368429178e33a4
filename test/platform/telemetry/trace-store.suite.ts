import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TraceStore } from '../../../platform/telemetry/trace-store.js';
import { spanOf } from './span-fixture.js';

export interface TraceStoreUnderTest {
  readonly create: () => TraceStore;
  readonly dispose: () => Promise<void>;
}

/** What every trace store must do. */
export function testTraceStore(name: string, start: () => Promise<TraceStoreUnderTest>): void {
  describe(`trace store: ${name}`, () => {
    let under: TraceStoreUnderTest;
    beforeAll(async () => {
      under = await start();
    });
    afterAll(() => under.dispose());

    it('gives back what was recorded, in order, and nothing for a job it never heard of', async () => {
      const store = under.create();
      const spans = [spanOf({ name: 'unit a' }), spanOf({ name: 'unit ü' }), spanOf({ name: 'unit c' })];
      store.record('job_order', spans.slice(0, 2));
      store.record('job_order', spans.slice(2));
      await store.flush();

      expect(await store.read('job_order')).toEqual(spans);
      expect(await store.read('job_unheard')).toEqual([]);
    });

    it('keeps the spans of jobs apart', async () => {
      const store = under.create();
      store.record('job_one', [spanOf({ name: 'unit one' })]);
      store.record('job_two', [spanOf({ name: 'unit two' })]);
      await store.flush();

      expect((await store.read('job_one')).map((span) => span.name)).toEqual(['unit one']);
    });

    it('loses nothing when several processes add to one job', async () => {
      const stores = Array.from({ length: 4 }, () => under.create());
      await Promise.all(
        stores.map(async (store, writer) => {
          for (let n = 0; n < 20; n += 1) store.record('job_shared', [spanOf({ name: `unit ${writer}-${n}` })]);
          await store.flush();
        }),
      );

      const [store] = stores;
      const names = (await store?.read('job_shared'))?.map((span) => span.name) ?? [];
      expect(new Set(names).size).toBe(80);
      expect(names).toHaveLength(80);
    });
  });
}
