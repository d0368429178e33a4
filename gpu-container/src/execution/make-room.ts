import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

export interface MakeRoomParams {
  /** Everything this process keeps on disk lies below it, and nobody else's. */
  readonly workDirectory: string;
  /** Below it: what can be fetched again. */
  readonly cacheDirectory: string;
  readonly maxBytes: number;
}

/**
 * Between two tasks: empties the cache where the work directory holds more than it may, and says how many bytes lie
 * there then. What is left is models, and they add up from stage to stage.
 */
export async function makeRoom({ workDirectory, cacheDirectory, maxBytes }: MakeRoomParams): Promise<number> {
  const before = await sizeOf(workDirectory);
  if (before < maxBytes) return before;
  await rm(cacheDirectory, { recursive: true, force: true });
  return sizeOf(workDirectory);
}

async function sizeOf(directory: string): Promise<number> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  // a file that a program of the last task removes just now weighs nothing
  const sizes = await Promise.all(
    files.map((file) =>
      stat(file).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
