import type { ContainerClient } from '@azure/storage-blob';
import { isStatus } from '../storage/is-status.js';
import { createBatchingSink, type SpanBatch } from './batching-sink.js';
import { readSpanLines } from './read-span-lines.js';
import type { TraceStore } from './trace-store.js';
import { writeSpanLines } from './write-span-lines.js';

export interface BlobTraceStoreDeps {
  /** The container of jobs; a trace is `<jobId>/trace.jsonl`, an append blob, and goes when the job goes. */
  readonly container: ContainerClient;
  readonly gatherMs?: number;
  readonly onFailure: (error: unknown) => void;
}

/** An activity's spans and those of its neighbours go in one request, in ms. */
const defaultGatherMs = 500;
/** https://learn.microsoft.com/rest/api/storageservices/append-block: 4 MiB with every version of the service. */
const maxBlockCharacters = 1024 ** 2;

/**
 * Traces as append blobs: many processes add to one without reading it. The service ends a blob at 50,000 additions;
 * what comes after is left out.
 */
export function createBlobTraceStore({ container, gatherMs, onFailure }: BlobTraceStoreDeps): TraceStore {
  const sink = createBatchingSink({
    gatherMs: gatherMs ?? defaultGatherMs,
    onFailure,
    send: async (batches) => {
      for (const [jobId, spans] of byJob(batches)) {
        for (const text of cut(spans.map((span) => writeSpanLines([span])))) await append(container, jobId, text);
      }
    },
  });
  return {
    ...sink,
    read: async (jobId) => {
      await sink.flush(); // what this process knows and has not written yet
      try {
        const bytes = await container.getBlobClient(pathOf(jobId)).downloadToBuffer();
        return readSpanLines(bytes.toString('utf8'));
      } catch (error) {
        if (isStatus(error, 404)) return [];
        throw error;
      }
    },
  };
}

function pathOf(jobId: string): string {
  return `${jobId}/trace.jsonl`;
}

function byJob(batches: readonly SpanBatch[]) {
  const found = new Map<string, SpanBatch['spans']>();
  for (const { jobId, spans } of batches) found.set(jobId, [...(found.get(jobId) ?? []), ...spans]);
  return found;
}

/** Texts of at most a block's size, in order. */
function cut(lines: readonly string[]): string[] {
  const texts: string[] = [];
  for (const line of lines) {
    const last = texts.at(-1);
    if (last === undefined || last.length + line.length > maxBlockCharacters) texts.push(line);
    else texts[texts.length - 1] = last + line;
  }
  return texts;
}

async function append(container: ContainerClient, jobId: string, text: string): Promise<void> {
  const blob = container.getAppendBlobClient(pathOf(jobId));
  const add = () => blob.appendBlock(text, Buffer.byteLength(text));
  try {
    await add();
  } catch (error) {
    if (!isStatus(error, 404)) throw error;
    await blob.createIfNotExists({ blobHTTPHeaders: { blobContentType: 'application/x-ndjson' } });
    await add();
  }
}
