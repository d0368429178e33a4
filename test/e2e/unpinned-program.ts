import { cp, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * A copy of the built program that takes any file for one of a catalogue's: its digests and sizes are left out, so that
 * the small graphs of a test stand in for published ones. Returns the path of its local cloud.
 */
export async function copyUnpinnedProgram(folder: string, catalogue: string): Promise<string> {
  const root = process.cwd();
  await mkdir(folder, { recursive: true });
  await cp(join(root, 'dist'), join(folder, 'dist'), { recursive: true });
  for (const name of ['node_modules', 'package.json', 'host.json']) await symlink(join(root, name), join(folder, name));
  const path = join(folder, 'dist/gpu-container/src/models/catalogue', catalogue);
  const pinned = await readFile(path, 'utf8');
  const unpinned = pinned.replace(/^\s*(sizeBytes|sha256)(: .*)?,$/gm, '');
  if (unpinned === pinned)
    throw new Error(`${catalogue} pins nothing: this copy would prove what the original proves.`);
  await writeFile(path, unpinned);
  return join(folder, 'dist/local/main.js');
}
