import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { LokiCollection } from './azurite-internals.js';

/** Removes the content files a crash left behind before the metadata named them; Azurite sweeps only those it knows. */
export async function removeOrphanedExtents(directory: string, extents: LokiCollection | undefined): Promise<void> {
  const known = new Set(extents?.data.map((extent) => extent['id']));
  const files = await readdir(directory);
  const orphans = files.filter((file) => !known.has(file));
  await Promise.all(orphans.map((file) => rm(join(directory, file), { force: true })));
}
