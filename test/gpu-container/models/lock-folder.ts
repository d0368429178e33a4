import { readdir, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { hashFile } from '../../../gpu-container/src/artifacts/hash-file.js';
import { MODEL_LOCK_FILE, type ModelLock } from '../../../gpu-container/src/models/model-lock.js';

/** Writes the lock a pull would have left for the files that lie in a model's folder. */
export async function lockFolder(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async (entry) => {
        const path = join(entry.parentPath, entry.name);
        return {
          path: path.slice(folder.length + 1),
          sha256: await hashFile(path),
          sizeBytes: (await stat(path)).size,
          pinnedBy: 'first-pull' as const,
        };
      }),
  );
  const lock: ModelLock = { schemaVersion: 1, id: basename(folder), origin: 'made by a test', files };
  await writeFile(join(folder, MODEL_LOCK_FILE), JSON.stringify(lock));
}
