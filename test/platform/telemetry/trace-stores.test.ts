import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createBlobTraceStore } from '../../../platform/telemetry/blob-trace-store.js';
import { createFileTraceStore } from '../../../platform/telemetry/file-trace-store.js';
import { withStorage } from '../../local/storage/with-storage.js';
import { spanOf } from './span-fixture.js';
import { testTraceStore } from './trace-store.suite.js';

const newFolder = () => mkdtemp(join(tmpdir(), 'polydub-traces-'));

testTraceStore('files', async () => {
  const directory = await newFolder();
  return {
    create: () => createFileTraceStore({ directory }),
    dispose: () => rm(directory, { recursive: true, force: true }),
  };
});

testTraceStore('append blobs', async () => {
  const fixture = await withStorage();
  const container = fixture.client().getContainerClient('jobs');
  await container.create();
  const onFailure = (error: unknown) => {
    throw error;
  };
  return { create: () => createBlobTraceStore({ container, gatherMs: 5, onFailure }), dispose: fixture.dispose };
});

describe('a trace file', () => {
  it('survives a line that a crash cut short, and the lines after it', async () => {
    const directory = await newFolder();
    const store = createFileTraceStore({ directory });
    store.record('job_1', [spanOf({ name: 'unit before' })]);
    await appendFile(join(directory, 'job_1.jsonl'), '{"traceId":"0af765');
    store.record('job_1', [spanOf({ name: 'unit after' })]);

    expect((await store.read('job_1')).map((span) => span.name)).toEqual(['unit before', 'unit after']);
    await rm(directory, { recursive: true });
  });

  it('stops growing at its bound', async () => {
    const directory = await newFolder();
    const store = createFileTraceStore({ directory, maxBytes: 2_000 });
    for (let n = 0; n < 50; n += 1) store.record('job_1', [spanOf()]);

    expect((await readFile(join(directory, 'job_1.jsonl'))).byteLength).toBeLessThan(2_500);
    await rm(directory, { recursive: true });
  });

  it('that cannot be written stops nothing', async () => {
    const store = createFileTraceStore({ directory: '/dev/null/traces' });
    store.record('job_1', [spanOf()]);
    expect(await store.read('job_1')).toEqual([]);
  });
});
