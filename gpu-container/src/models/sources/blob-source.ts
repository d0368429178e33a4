import { MODEL_LOCK_FILE, ModelLock } from '../model-lock.js';
import type { ModelSource } from './model-source.js';

/** What is needed of a blob container; the worker gives it its own `models` container. */
export interface ModelBlobs {
  /** `undefined` when there is no such blob. */
  open(name: string, offset: number, signal: AbortSignal): Promise<OpenBlob | undefined>;
}

export interface OpenBlob {
  readonly bytes: AsyncIterable<Uint8Array>;
  readonly totalBytes: number;
}

/** The deployment's own container, laid out as a store: `<id>/<path>` with a lock beside the files. */
export function createBlobSource(blobs: ModelBlobs): ModelSource {
  const locks = new Map<string, Promise<ModelLock | undefined>>();
  const lockOf = (id: string): Promise<ModelLock | undefined> => {
    const known = locks.get(id);
    if (known !== undefined) return known;
    const reading = readLock(blobs, id);
    locks.set(id, reading);
    return reading;
  };
  return {
    name: 'the models container',
    isOurs: true,
    open: async ({ entry, file, offset, signal }) => {
      const found = await blobs.open(`${entry.id}/${file.path}`, offset, signal);
      return found && { offset, ...found };
    },
    recordedSha256: async (entry, file) =>
      (await lockOf(entry.id))?.files.find(({ path }) => path === file.path)?.sha256,
  };
}

async function readLock(blobs: ModelBlobs, id: string): Promise<ModelLock | undefined> {
  const blob = await blobs.open(`${id}/${MODEL_LOCK_FILE}`, 0, new AbortController().signal);
  if (blob === undefined) return undefined;
  const chunks: Uint8Array[] = [];
  for await (const chunk of blob.bytes) chunks.push(chunk);
  return ModelLock.parse(JSON.parse(Buffer.concat(chunks).toString('utf8')));
}
