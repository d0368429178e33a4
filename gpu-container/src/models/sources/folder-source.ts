import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { PipelineError } from '../../../../pipeline/errors/pipeline-error.js';
import { hashFile } from '../../artifacts/hash-file.js';
import type { ModelFile } from '../model-entry.js';
import { MODEL_LOCK_FILE, ModelLock } from '../model-lock.js';
import type { ModelSource } from './model-source.js';

/**
 * A folder on this machine. Laid out as a store (`<id>/<path>`), or in any way at all: files whose digest is known are
 * found by their content.
 */
export function createFolderSource(folder: string): ModelSource {
  let bySize: Promise<ReadonlyMap<number, readonly string[]>> | undefined;
  const findByContent = async (file: ModelFile): Promise<string | undefined> => {
    const { sizeBytes, sha256 } = file;
    if (sizeBytes === undefined || sha256 === undefined) return undefined;
    bySize ??= listBySize(folder);
    for (const path of (await bySize).get(sizeBytes) ?? []) {
      if ((await hashFile(path)) === sha256) return path;
    }
    return undefined;
  };
  return {
    name: folder,
    isOurs: true,
    open: async ({ entry, file, offset }) => {
      const laidOut = join(folder, entry.id, file.path);
      const path = (await isFile(laidOut)) ? laidOut : await findByContent(file);
      if (path === undefined) return undefined;
      const { size } = await stat(path);
      const start = Math.min(offset, size);
      return { offset: start, bytes: createReadStream(path, { start }), totalBytes: size };
    },
    recordedSha256: async (entry, file) => {
      const text = await readFile(join(folder, entry.id, MODEL_LOCK_FILE), 'utf8').catch(() => undefined);
      if (text === undefined) return undefined;
      return ModelLock.parse(JSON.parse(text)).files.find(({ path }) => path === file.path)?.sha256;
    },
  };
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}

async function listBySize(folder: string): Promise<ReadonlyMap<number, readonly string[]>> {
  const sizes = new Map<number, string[]>();
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch((cause) => {
    throw new PipelineError('not-found', `The model folder ${folder} cannot be read.`, { cause });
  });
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    if (!(await isFile(path))) continue;
    const { size } = await stat(path);
    sizes.set(size, [...(sizes.get(size) ?? []), path]);
  }
  return sizes;
}
