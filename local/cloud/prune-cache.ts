import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Artifacts are in storage as well: a cache this large has done its work. */
const maxCacheBytes = 20 * 1024 ** 3;

/** Removes the files of a cache that were not used for longest, until it is small enough. A missing cache is small. */
export async function pruneCache(directory: string, maxBytes = maxCacheBytes): Promise<void> {
  const names = await readdir(directory).catch(() => []);
  const files = await Promise.all(
    names.map(async (name) => {
      const path = join(directory, name);
      const { size, atimeMs, mtimeMs } = await stat(path);
      return { path, size, usedMs: Math.max(atimeMs, mtimeMs) };
    }),
  );
  let total = files.reduce((sum, file) => sum + file.size, 0);
  for (const { path, size } of files.sort((a, b) => a.usedMs - b.usedMs)) {
    if (total <= maxBytes) return;
    await rm(path, { force: true });
    total -= size;
  }
}
