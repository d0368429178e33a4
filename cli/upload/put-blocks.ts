import { type FileHandle, open } from 'node:fs/promises';
import { CliFailure } from '../failures/cli-failure.js';
import type { OnBytes } from './hash-file.js';
import type { LocalFile } from './look-at-file.js';
import { type Block, planBlocks } from './plan-blocks.js';
import { readArrivedBlocks } from './read-arrived-blocks.js';
import { sendToBlob } from './send-to-blob.js';
import type { UploadTarget } from './upload-target.js';

/** Blocks under way at once: enough to fill a line, few enough to keep memory at 4 × 8 MiB. */
const concurrentBlocks = 4;

/** What is sent where. `mediaType` becomes the blob's content type. */
export interface PutBlocksParams extends UploadTarget {
  readonly file: LocalFile;
  readonly mediaType: string;
  readonly onBytes: OnBytes;
}

/** Whether the blob is whole now, and how much was sent for it, in bytes. */
export interface PutBlocksOutcome {
  readonly isCommitted: boolean;
  readonly sentBytes: number;
}

/**
 * Sends a file as a block blob and commits it; blocks that are there already are not sent again.
 * Not committed means that the signature is no longer accepted: ask for another and call again.
 * Fails with `source-changed`, `upload-refused` or `server-unreachable`.
 */
export async function putBlocks(params: PutBlocksParams): Promise<PutBlocksOutcome> {
  const { file, onBytes } = params;
  const blocks = planBlocks(file.sizeBytes);
  const arrived = await readArrivedBlocks(params);
  const missing = blocks.filter((block) => arrived.get(block.id) !== block.sizeBytes);
  const arrivedBytes = file.sizeBytes - missing.reduce((sum, block) => sum + block.sizeBytes, 0);
  let doneBytes = arrivedBytes;
  onBytes(doneBytes, file.sizeBytes);
  const handle = await open(file.path, 'r');
  // one lane that fails ends the others: nothing of this upload may go on behind the caller's back
  const halt = new AbortController();
  const signal = params.signal === undefined ? halt.signal : AbortSignal.any([params.signal, halt.signal]);
  let isExpired = false;
  const runLane = async (): Promise<void> => {
    for (let block = missing.shift(); block !== undefined && !isExpired; block = missing.shift()) {
      if (await putBlock({ ...params, signal }, handle, block)) {
        doneBytes += block.sizeBytes;
        onBytes(doneBytes, file.sizeBytes);
      } else isExpired = true;
    }
  };
  try {
    await runLanes(runLane, halt);
    const isCommitted = !isExpired && (await commit(params, blocks));
    return { isCommitted, sentBytes: doneBytes - arrivedBytes };
  } finally {
    await handle.close();
  }
}

/** Runs the lanes until all have ended; fails with what the first failed with. */
async function runLanes(runLane: () => Promise<void>, halt: AbortController): Promise<void> {
  const lanes = Array.from({ length: concurrentBlocks }, () =>
    runLane().catch((error: unknown) => {
      halt.abort(error);
    }),
  );
  await Promise.all(lanes);
  halt.signal.throwIfAborted();
}

async function putBlock(params: PutBlocksParams, handle: FileHandle, block: Block): Promise<boolean> {
  params.signal?.throwIfAborted();
  const body = new Uint8Array(block.sizeBytes);
  let filled = 0;
  while (filled < body.length) {
    const { bytesRead } = await handle.read(body, filled, body.length - filled, block.offsetBytes + filled);
    if (bytesRead === 0) throw CliFailure.of('source-changed', `${params.file.name} became shorter while it was read.`);
    filled += bytesRead;
  }
  return accepted(await sendToBlob({ ...params, method: 'PUT', query: { comp: 'block', blockid: block.id }, body }));
}

/** https://learn.microsoft.com/rest/api/storageservices/put-block-list */
async function commit(params: PutBlocksParams, blocks: readonly Block[]): Promise<boolean> {
  const list = blocks.map(({ id }) => `<Latest>${id}</Latest>`).join('');
  const response = await sendToBlob({
    ...params,
    method: 'PUT',
    query: { comp: 'blocklist' },
    headers: { 'x-ms-blob-content-type': params.mediaType, 'content-type': 'application/xml' },
    body: `<?xml version="1.0" encoding="utf-8"?><BlockList>${list}</BlockList>`,
  });
  return accepted(response);
}

async function accepted(response: Response): Promise<boolean> {
  await response.body?.cancel();
  if (response.status === 404) {
    throw CliFailure.of('upload-refused', 'The storage has no container for uploads (404).');
  }
  return response.ok;
}
