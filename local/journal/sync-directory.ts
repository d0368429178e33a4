import { open } from 'node:fs/promises';

/** Makes the creation or renaming of files in a directory durable. Does nothing where directories cannot be synced. */
export async function syncDirectory(directory: string): Promise<void> {
  // Windows cannot open a directory; NTFS journals its own metadata.
  if (process.platform === 'win32') return;
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
