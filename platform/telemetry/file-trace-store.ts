import { appendFileSync, mkdirSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TraceStore } from './trace-store.js';
import { writeSpanLines } from './write-span-lines.js';

/** A trace of this size tells of some 20,000 spans; what comes after is left out. */
const maxTraceBytes = 8 * 1024 ** 2;

export interface FileTraceStoreDeps {
  /** One file per job lies here; every process of the machine appends to it. */
  readonly directory: string;
  readonly maxBytes?: number;
}

/**
 * Traces as files, one per job. A record is one append, which the operating system keeps whole between processes and
 * across a kill of this one; it takes well under a millisecond and is therefore not waited for elsewhere.
 */
export function createFileTraceStore({ directory, maxBytes = maxTraceBytes }: FileTraceStoreDeps): TraceStore {
  const fileOf = (jobId: string) => join(directory, `${jobId}.jsonl`);
  return {
    record: (jobId, spans) => {
      if (spans.length === 0) return;
      try {
        mkdirSync(directory, { recursive: true });
        if (sizeOf(fileOf(jobId)) < maxBytes) appendFileSync(fileOf(jobId), writeSpanLines(spans));
      } catch {
        // a full disk stops the job by itself; its trace is no reason to
      }
    },
    flush: async () => undefined,
    read: async (jobId) => {
      try {
        const text = await readFile(fileOf(jobId), 'utf8');
        const { readSpanLines } = await import('./read-span-lines.js'); // workers only write
        return readSpanLines(text);
      } catch {
        return []; // nothing was told of it yet
      }
    },
  };
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
