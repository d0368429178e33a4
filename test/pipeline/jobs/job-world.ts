import type { AcceptJobDeps } from '../../../pipeline/jobs/accept-job.js';
import { createMemoryArtifactStore } from '../ports/memory-artifact-store.js';
import { createMemoryDocumentStore } from '../ports/memory-document-store.js';
import { createMemoryMemoStore } from '../ports/memory-memo-store.js';

/** Uploaded blobs of a test: content type aside, all that the job logic looks at. */
export interface TestBlob {
  readonly etag: string;
  readonly metadata?: Readonly<Record<string, string>>;
  readonly text?: string;
}

/** The ports of the job logic in memory, with a clock that stands still. */
export function createJobWorld(blobs: Readonly<Record<string, TestBlob>> = {}) {
  const started: string[] = [];
  const at = (container: string, blob: string) => blobs[`${container}/${blob}`];
  const deps = {
    artifacts: createMemoryArtifactStore(),
    memos: createMemoryMemoStore(),
    documents: createMemoryDocumentStore(),
    sources: {
      etag: async (container, blob) => at(container, blob)?.etag,
      metadata: async (container, blob) => at(container, blob)?.metadata ?? (at(container, blob) && {}),
      readText: async (container, blob) => at(container, blob)?.text,
    },
    workflows: {
      ensureStarted: async (jobId) => {
        started.push(jobId);
      },
    },
    now: () => new Date('2026-11-21T10:00:00Z'),
    workerVersion: 'v1',
    defaultSourceLanguage: 'en',
    defaultTargets: ['es'],
  } satisfies AcceptJobDeps & Record<string, unknown>;
  return { ...deps, started };
}
