import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

/** Called as work goes on; both numbers in bytes. */
export type OnBytes = (doneBytes: number, totalBytes: number) => void;

/** What to read and whom to tell. */
export interface HashFileParams {
  readonly path: string;
  readonly sizeBytes: number;
  readonly onBytes?: OnBytes;
  readonly signal?: AbortSignal | undefined;
}

const readSizeBytes = 1024 * 1024;

/** The SHA-256 of a file's bytes, in hexadecimal, read as a stream. Rejects with the signal's reason when aborted. */
export async function hashFile({ path, sizeBytes, onBytes, signal }: HashFileParams): Promise<string> {
  const hash = createHash('sha256');
  let doneBytes = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: readSizeBytes })) {
    signal?.throwIfAborted();
    hash.update(chunk);
    doneBytes += chunk.length;
    onBytes?.(doneBytes, sizeBytes);
  }
  return hash.digest('hex');
}
