import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import type { JobOutput } from '../../pipeline/contracts/job-output.js';
import { CliFailure } from '../failures/cli-failure.js';
import type { OnBytes } from '../upload/hash-file.js';

/** A stream that brings nothing for this long, in ms, is dead. */
const stallTimeoutMs = 60_000;

/** What is fetched where. */
export interface FetchToFileParams {
  readonly url: string;
  readonly output: JobOutput;
  /** Where the bytes go until they are whole. */
  readonly temporary: string;
  readonly onBytes: OnBytes;
  readonly signal: AbortSignal;
}

/** Fetches a file once. Answers `damaged` where fewer or other bytes came than promised. Fails with `output-not-written`. */
export async function fetchToFile(params: FetchToFileParams): Promise<'whole' | 'damaged'> {
  const stall = new AbortController();
  const timer = setTimeout(() => stall.abort(), stallTimeoutMs);
  const response = await fetch(params.url, { signal: AbortSignal.any([params.signal, stall.signal]) }).catch(() => {
    params.signal.throwIfAborted();
  });
  try {
    if (response === undefined || !response.ok || response.body === null) return 'damaged';
    const handle = await open(params.temporary, 'w').catch(notWritten(params));
    try {
      return await receive(params, { body: response.body, handle, onChunk: () => timer.refresh() });
    } finally {
      await handle.close();
    }
  } finally {
    clearTimeout(timer);
    if (response?.bodyUsed === false) await response.body?.cancel();
  }
}

interface ReceiveParams {
  readonly body: ReadableStream<Uint8Array>;
  readonly handle: FileHandle;
  readonly onChunk: () => void;
}

async function receive(
  params: FetchToFileParams,
  { body, handle, onChunk }: ReceiveParams,
): Promise<'whole' | 'damaged'> {
  const { output, onBytes, signal } = params;
  const hash = createHash('sha256');
  let doneBytes = 0;
  const chunks = body[Symbol.asyncIterator]();
  for (;;) {
    const next = await chunks.next().catch(() => undefined); // the line broke
    signal.throwIfAborted();
    if (next === undefined) return 'damaged';
    if (next.done === true) break;
    onChunk();
    doneBytes += next.value.length;
    if (doneBytes > output.sizeBytes) {
      await chunks.return?.();
      return 'damaged';
    }
    hash.update(next.value);
    await handle.writeFile(next.value).catch(notWritten(params));
    onBytes(doneBytes, output.sizeBytes);
  }
  await handle.sync().catch(notWritten(params));
  return hash.digest('hex') === output.sha256 ? 'whole' : 'damaged';
}

function notWritten({ temporary }: FetchToFileParams): (cause: unknown) => never {
  return (cause) => {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw CliFailure.of('output-not-written', `${temporary} cannot be written: ${reason}.`, { cause });
  };
}
